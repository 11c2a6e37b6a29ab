//! Every byte of the calldata of a report, changed.

use super::fixture::{error, Feed};

/// Submits with each of these bytes changed. Nothing is accepted, and nothing is left.
fn refused(fresh: &Feed, data: &[u8], places: impl Iterator<Item = usize>) {
    let mut feed = fresh.clone();
    for at in places {
        let mut changed = data.to_vec();
        // A bit that moves with the place.
        changed[at] ^= 1 << (at % 8);
        assert!(feed.submit_data(changed).result.is_err(), "byte {at}");
    }
    assert_eq!(feed.ask("latest()", &[]), Err(error("NoRound()", &[])));
}

#[test]
fn no_byte_of_the_calldata_can_be_changed() {
    let feed = Feed::small();
    let report = feed.report(feed.chain.time - 100, [0; 32]);
    let data = report.call_data();
    assert!(feed.clone().submit(&report).result.is_ok());
    // What fills the last word of the table is not empty, so that its bytes are changed too.
    assert_ne!(report.table.len() % 32, 0);
    let half = |first: usize| refused(&feed, &data, (first..data.len()).step_by(2));
    std::thread::scope(|scope| {
        scope.spawn(|| half(1));
        half(0);
    });
}
