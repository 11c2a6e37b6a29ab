//! The chain of reports, against a plain reading of what one is.

use std::collections::BTreeSet;

use assay_statement::{Digest, Timestamp};
use assay_verifier::{check_chain as ordered, ChainFault, ChainLink, ChainStart};

use crate::message;

/// Three bytes a report: its digest, what it follows, its time, each one of a few. The first byte says how the chain must begin.
fn links(bytes: &[u8]) -> (Vec<ChainLink>, ChainStart) {
    let digest = |n: u8| Digest([n % 12; 32]);
    let time = |n: u8| Timestamp::from_unix(i64::from(n % 12)).unwrap();
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let start = match first % 4 {
        0 | 1 => ChainStart::First,
        2 => ChainStart::Anywhere,
        _ => ChainStart::After {
            report: digest(first / 4),
            as_of: time(first / 48),
        },
    };
    let links = rest.chunks_exact(3).take(40).map(|part| ChainLink {
        report: digest(part[0]),
        previous: (part[1] % 13 > 0).then(|| digest(part[1] % 13 - 1)),
        as_of: time(part[2]),
    });
    (links.collect(), start)
}

/// Any reports in any order: the faults are those of the plain reading, and without any the order is that of the links.
pub fn check(bytes: &[u8]) {
    let (links, start) = links(bytes);
    let expected = plain(&links, start);
    match ordered(&links, start) {
        Ok(order) => {
            assert!(expected.is_empty(), "{expected:?}");
            assert_eq!(order.len(), links.len());
            let mut previous = match start {
                ChainStart::First => None,
                ChainStart::After { report, .. } => Some(report),
                ChainStart::Anywhere => links[order[0]].previous,
            };
            for index in order {
                assert_eq!(links[index].previous, previous);
                previous = Some(links[index].report);
            }
        }
        Err(faults) => {
            faults.iter().for_each(message::check);
            let found: BTreeSet<_> = faults.iter().copied().collect();
            assert_eq!(found.len(), faults.len(), "a fault twice");
            assert_eq!(found, expected);
        }
    }
}

/// Every fault by its definition: each pair of reports is looked at. Of two that are alike, the one at fault is the later, or if
/// they are of one time the one further back in the list.
fn plain(links: &[ChainLink], start: ChainStart) -> BTreeSet<ChainFault> {
    let earlier = |a: usize, b: usize| (links[a].as_of, a) < (links[b].as_of, b);
    let first = |positions: &mut dyn Iterator<Item = usize>| {
        positions.reduce(|a, b| if earlier(b, a) { b } else { a })
    };
    let all = || 0..links.len();
    let mut faults = BTreeSet::new();
    // What is elsewhere, and its time if it is known.
    let outside = match start {
        ChainStart::First => None,
        ChainStart::After { report, as_of } => Some((report, Some(as_of))),
        ChainStart::Anywhere => {
            let oldest = first(&mut all());
            oldest.and_then(|i| links[i].previous).map(|p| (p, None))
        }
    };
    let is_first =
        |i: usize| first(&mut all().filter(|j| links[*j].report == links[i].report)) == Some(i);
    let distinct: Vec<usize> = all().filter(|i| is_first(*i)).collect();
    for report in all().filter(|i| !is_first(*i)) {
        let other = first(&mut all().filter(|j| links[*j].report == links[report].report)).unwrap();
        faults.insert(ChainFault::Duplicate { report, other });
    }
    for &report in &distinct {
        let link = links[report];
        let alike = &mut distinct
            .iter()
            .copied()
            .filter(|j| links[*j].previous == link.previous);
        let other = first(alike).filter(|other| *other != report);
        let Some(previous) = link.previous else {
            match (outside, other) {
                (Some(_), _) => faults.insert(ChainFault::NotFirst { report }),
                (None, Some(other)) => faults.insert(ChainFault::SeveralFirst { report, other }),
                (None, None) => false,
            };
            continue;
        };
        if let Some(other) = other {
            faults.insert(ChainFault::Fork {
                report,
                other,
                previous,
            });
        }
        let elsewhere = outside.filter(|(report, _)| *report == previous);
        let before = distinct.iter().find(|j| links[**j].report == previous);
        let time = match (elsewhere, before) {
            (Some((_, Some(time))), _) => Some(time),
            (_, Some(before)) => Some(links[*before].as_of),
            (Some((_, None)), None) => None,
            (None, None) => {
                faults.insert(ChainFault::Gap { report, previous });
                None
            }
        };
        if let Some(previous) = time.filter(|time| link.as_of <= *time) {
            faults.insert(ChainFault::Time {
                report,
                as_of: link.as_of,
                previous,
            });
        }
    }
    if links.is_empty() {
        faults.insert(ChainFault::Empty);
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_and_what_is_none() {
        // Three in order, then backwards: each follows the one before.
        let chain = [0, 1, 0, 1, 2, 2, 2, 3, 3, 3];
        let backwards = [0, 3, 3, 3, 2, 2, 2, 1, 0, 1];
        for bytes in [chain, backwards] {
            let (links, start) = links(&bytes);
            assert!(plain(&links, start).is_empty());
            check(&bytes);
        }
        // Every chain of up to three reports of a few digests and times.
        for n in 0..20_000u32 {
            let bytes: Vec<u8> = (0..10)
                .map(|i| (n.wrapping_mul(2_654_435_761) >> (i * 3)) as u8)
                .collect();
            check(&bytes);
        }
        check(&[]);
    }
}
