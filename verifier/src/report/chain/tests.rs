use alloc::string::ToString;
use alloc::vec;

use proptest::prelude::*;

use super::*;

fn digest(n: u8) -> Digest {
    Digest([n; 32])
}

fn time(n: i64) -> Timestamp {
    Timestamp::from_unix(n).unwrap()
}

/// Report `n`, of time `n`, which follows `previous`.
fn link(n: u8, previous: Option<u8>) -> ChainLink {
    ChainLink {
        report: digest(n),
        previous: previous.map(digest),
        as_of: time(n.into()),
    }
}

/// Reports 1, 2, .. each of which follows the one before.
fn chain(length: u8) -> Vec<ChainLink> {
    (1..=length)
        .map(|n| link(n, (n > 1).then(|| n - 1)))
        .collect()
}

#[test]
fn a_chain_is_put_in_order() {
    assert_eq!(check_chain(&chain(1), ChainStart::First), Ok(vec![0]));
    let mut links = chain(4);
    links.reverse();
    links.swap(0, 1);
    assert_eq!(check_chain(&links, ChainStart::First), Ok(vec![3, 2, 0, 1]));
}

#[test]
fn a_chain_may_follow_a_report_that_is_elsewhere() {
    let after = |as_of| ChainStart::After {
        report: digest(2),
        as_of: time(as_of),
    };
    let links = &chain(4)[2..];
    assert_eq!(check_chain(links, ChainStart::Anywhere), Ok(vec![0, 1]));
    assert_eq!(check_chain(links, after(2)), Ok(vec![0, 1]));
    let early = ChainFault::Time {
        report: 0,
        as_of: time(3),
        previous: time(3),
    };
    assert_eq!(check_chain(links, after(3)), Err(vec![early]));
    let gap = ChainFault::Gap {
        report: 0,
        previous: digest(2),
    };
    assert_eq!(check_chain(links, ChainStart::First), Err(vec![gap]));
    let fault = ChainFault::NotFirst { report: 0 };
    let links = [link(1, None), link(5, Some(9))];
    let elsewhere = ChainStart::After {
        report: digest(9),
        as_of: time(0),
    };
    assert_eq!(check_chain(&links, elsewhere), Err(vec![fault]));
}

#[test]
fn a_chain_that_begins_anywhere_is_one_chain_all_the_same() {
    let anywhere = |links: &[ChainLink]| check_chain(links, ChainStart::Anywhere);
    assert_eq!(anywhere(&chain(3)), Ok(vec![0, 1, 2]));
    assert_eq!(anywhere(&[]), Err(vec![ChainFault::Empty]));
    let (report, other) = (1, 0);
    assert_eq!(
        anywhere(&[link(1, None), link(2, None)]),
        Err(vec![ChainFault::SeveralFirst { report, other }])
    );
    assert_eq!(
        anywhere(&[link(5, Some(4)), link(6, None)]),
        Err(vec![ChainFault::NotFirst { report }])
    );
    let previous = digest(4);
    assert_eq!(
        anywhere(&[link(5, Some(4)), link(6, Some(4))]),
        Err(vec![ChainFault::Fork {
            report,
            other,
            previous
        }])
    );
    let previous = digest(5);
    assert_eq!(
        anywhere(&[link(1, None), link(6, Some(5))]),
        Err(vec![ChainFault::Gap { report, previous }])
    );
}

#[test]
fn every_fault_has_its_name() {
    let cases: [(Vec<ChainLink>, ChainFault, &str, &str); 6] = [
        (
            vec![],
            ChainFault::Empty,
            "chain-empty",
            "expected a chain of reports, found none",
        ),
        (
            vec![link(1, None), link(1, None)],
            ChainFault::Duplicate {
                report: 1,
                other: 0,
            },
            "chain-duplicate",
            "report 1: is the same report as report 0",
        ),
        (
            vec![link(1, None), link(2, None)],
            ChainFault::SeveralFirst {
                report: 1,
                other: 0,
            },
            "chain-several-first",
            "report 1: expected one first report, found another: report 0 follows no report either",
        ),
        (
            vec![link(1, None), link(3, Some(2))],
            ChainFault::Gap {
                report: 1,
                previous: digest(2),
            },
            "chain-gap",
            "report 1: expected the report it follows, \
             0202020202020202020202020202020202020202020202020202020202020202, found none with this digest",
        ),
        (
            vec![link(1, None), link(2, Some(1)), link(3, Some(1))],
            ChainFault::Fork {
                report: 2,
                other: 1,
                previous: digest(1),
            },
            "chain-fork",
            "report 2: follows report \
             0101010101010101010101010101010101010101010101010101010101010101, and so does report 1",
        ),
        (
            vec![link(2, None), link(1, Some(2))],
            ChainFault::Time {
                report: 1,
                as_of: time(1),
                previous: time(2),
            },
            "not-newer",
            "report 1: expected a later time than that of the report it follows, 1970-01-01T00:00:02Z, \
             found 1970-01-01T00:00:01Z",
        ),
    ];
    for (links, fault, code, message) in cases {
        assert_eq!(check_chain(&links, ChainStart::First), Err(vec![fault]));
        assert_eq!(fault.code(), code);
        assert_eq!(fault.to_string(), message);
    }
    let fault = ChainFault::NotFirst { report: 0 };
    assert_eq!(fault.code(), "chain-not-first");
}

#[test]
fn equal_times_are_no_order() {
    let mut links = chain(2);
    links[1].as_of = links[0].as_of;
    assert!(matches!(
        check_chain(&links, ChainStart::First).unwrap_err()[..],
        [ChainFault::Time { report: 1, .. }]
    ));
}

#[test]
fn circles_are_found_by_their_times() {
    let links = [link(1, Some(2)), link(2, Some(1))];
    assert!(matches!(
        check_chain(&links, ChainStart::First).unwrap_err()[..],
        [ChainFault::Time { report: 0, .. }]
    ));
    assert!(check_chain(&[link(1, Some(1))], ChainStart::First).is_err());
    assert!(matches!(
        check_chain(&links, ChainStart::Anywhere).unwrap_err()[..],
        [ChainFault::Time { report: 0, .. }]
    ));
}

proptest! {
    #[test]
    fn any_order_of_a_chain_is_put_right(length in 1u8..40, seed in any::<u64>()) {
        let mut links = chain(length);
        let mut state = seed;
        for i in (1..links.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            links.swap(i, (state >> 33) as usize % (i + 1));
        }
        let order = check_chain(&links, ChainStart::First).unwrap();
        let times: Vec<_> = order.iter().map(|i| links[*i].as_of).collect();
        prop_assert_eq!(times, chain(length).iter().map(|l| l.as_of).collect::<Vec<_>>());
    }

    #[test]
    fn a_report_taken_out_of_the_middle_leaves_one_gap(length in 3u8..40, at in any::<prop::sample::Index>()) {
        let mut links = chain(length);
        let at = 1 + at.index(usize::from(length) - 2);
        let missing = links.remove(at).report;
        prop_assert_eq!(
            check_chain(&links, ChainStart::First),
            Err(vec![ChainFault::Gap { report: at, previous: missing }])
        );
    }
}
