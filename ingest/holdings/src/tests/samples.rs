//! The samples of all formats, and pieces of them.

use proptest::prelude::*;

use super::support::*;
use crate::amount::Amount;
use crate::collect::Collector;
use crate::formats::Format;
use crate::index::Index;
use crate::sample::{write_camt052, write_mt940, CashBalance, CashStatement};

#[test]
fn all_samples_hold_the_same() {
    let maps = Some(ACCOUNTS);
    for (files, mapping) in [
        (vec![PLAIN], None),
        (vec![MAPPED], Some(COLUMNS)),
        (vec![SEMT_1, SEMT_2, CAMT], maps),
        (vec![SEMT_1, SEMT_2, BAI2], maps),
        (vec![MT535, CAMT], maps),
        (vec![MT535, BAI2], maps),
        (vec![MT535, MT940], maps),
        (vec![MT535, CAMT_REPORT], maps),
    ] {
        assert_eq!(sums(&files, mapping).unwrap(), SUMS);
    }
    let collected = collect(&[SEMT_1, SEMT_2, CAMT], maps).unwrap();
    let counts = (
        collected.statements,
        collected.balances,
        collected.encumbered,
    );
    assert_eq!(counts, (3, 5, 2));
}

proptest! {
    #[test]
    fn cash_that_is_written_reads_back(booked in 0u64..1 << 60, available in proptest::option::of(0u64..1 << 60)) {
        let statement = CashStatement {
            as_of: day(),
            accounts: vec![CashBalance {
                account: "1234567890".into(),
                currency: "USD".into(),
                booked: Amount::new(booked.into(), 2),
                available: available.map(|cents| Amount::new(cents.into(), 2)),
            }],
        };
        for text in [write_mt940(&statement), write_camt052(&statement)] {
            let found = sums(&[&text], Some(ACCOUNTS)).unwrap();
            prop_assert_eq!(found[3], available.unwrap_or(booked).min(booked));
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(text in "[ -~\n]{0,200}", at in 0usize..7, from in 0usize..6000, length in 0usize..40) {
        // A piece of a sample is replaced.
        let base = [SEMT_1, MT535, CAMT, BAI2, MAPPED, MT940, CAMT_REPORT][at];
        let cut = |n: usize| (0..=n.min(base.len())).rev().find(|n| base.is_char_boundary(*n)).unwrap();
        let mixed = [&base[..cut(from)], &text, &base[cut(from + length)..]].concat();
        let expected = expectation(Some(COLUMNS));
        let book = book();
        let index = Index::new(&book, "northbank").unwrap();
        let formats = [Format::Semt002, Format::Mt535, Format::Camt053, Format::Bai2, Format::Csv, Format::Mt940, Format::Camt052];
        let mut collector = Collector::new(&expected, &index, 1);
        if collector.read(0, formats[at], mixed.as_bytes()).is_ok() {
            let _ = collector.finish();
        }
    }
}
