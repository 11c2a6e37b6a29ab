//! Every byte of the calldata of a report, changed.

use super::fixture::{error, Feed};

/// Bytes behind a part of this length up to a whole word, which are of no part and which Solidity does not read.
fn padding(length: usize) -> usize {
    length.next_multiple_of(32) - length
}

/// Submits with each of these bytes changed; how many of that were accepted, which say nothing else.
fn accepted(
    fresh: &Feed,
    data: &[u8],
    digest: [u8; 32],
    places: impl Iterator<Item = usize>,
) -> usize {
    let mut feed = fresh.clone();
    let mut accepted = 0;
    for at in places {
        let mut changed = data.to_vec();
        // A bit that moves with the place.
        changed[at] ^= 1 << (at % 8);
        let outcome = feed.submit_data(changed);
        if outcome.result.is_ok() {
            accepted += 1;
            let words = feed.ask("latest()", &[]).unwrap();
            assert_eq!((data[at], words[0].to_be_bytes()), (0, digest), "byte {at}");
            feed = fresh.clone();
        }
    }
    // What was refused has left nothing.
    assert_eq!(feed.ask("latest()", &[]), Err(error("NoRound()", &[])));
    accepted
}

#[test]
fn no_byte_of_the_calldata_can_be_changed() {
    let feed = Feed::small();
    let report = feed.report(feed.chain.time - 100, [0; 32]);
    let (data, digest) = (report.call_data(), feed.digest(&report));
    assert!(feed.clone().submit(&report).result.is_ok());
    let half = |first: usize| accepted(&feed, &data, digest, (first..data.len()).step_by(2));
    let found = std::thread::scope(|scope| {
        let odd = scope.spawn(|| half(1));
        half(0) + odd.join().unwrap()
    });
    let parts = [&report.table, &report.columns, &report.proof];
    let between: usize = parts.iter().map(|part| padding(part.len())).sum();
    assert_eq!(found, between);
}
