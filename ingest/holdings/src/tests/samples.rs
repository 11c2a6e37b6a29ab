//! The samples of all formats, and pieces of them.

use proptest::prelude::*;

use super::support::*;
use crate::collect::Collector;
use crate::formats::Format;
use crate::index::Index;

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
    fn no_bytes_make_a_reader_panic(text in "[ -~\n]{0,200}", at in 0usize..5, from in 0usize..6000, length in 0usize..40) {
        // A piece of a sample is replaced.
        let base = [SEMT_1, MT535, CAMT, BAI2, MAPPED][at];
        let cut = |n: usize| (0..=n.min(base.len())).rev().find(|n| base.is_char_boundary(*n)).unwrap();
        let mixed = [&base[..cut(from)], &text, &base[cut(from + length)..]].concat();
        let expected = expectation(Some(COLUMNS));
        let book = book();
        let index = Index::new(&book, "northbank").unwrap();
        let formats = [Format::Semt002, Format::Mt535, Format::Camt053, Format::Bai2, Format::Csv];
        let mut collector = Collector::new(&expected, &index, 1);
        if collector.read(0, formats[at], mixed.as_bytes()).is_ok() {
            let _ = collector.finish();
        }
    }
}
