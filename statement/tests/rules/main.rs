//! 10,000 random books, policies and supplies: every compiled inequality against the rule's formula in exact
//! fractions, written here from the documentation alone. The numbers are drawn close to the limits, so that one
//! unit of rounding or of quantity decides many of them.
#![allow(clippy::unwrap_used, missing_docs)]

mod case;
mod formulas;
mod random;
mod random_income;
mod table;

use std::cell::Cell;

use assay_statement::*;
use case::*;
use formulas::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use random::*;

const CASES: u32 = 10_000;

#[test]
fn compiled_rules_are_the_formulas() {
    let (met, failed, close) = (Cell::new(0u32), Cell::new(0u32), Cell::new(0u32));
    let count = |cell: &Cell<u32>| cell.set(cell.get() + 1);
    let mut runner = TestRunner::new(Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&case(), |case| {
        let built = build(&case);
        let compiled = compile_with_supply(&built.book, &built.policy, &built.supply).unwrap();
        let slacks = compiled.slacks(&built.quantities).unwrap();
        let formulas = formulas(&built.book, &built.supply, &built.quantities);
        prop_assert_eq!(
            fraction(&compiled.amount_to_cover.to_string()),
            formulas.amount.clone()
        );
        prop_assert_eq!(
            fraction(&compiled.payables.to_string()),
            formulas.payables.clone()
        );

        let mut next = 0;
        for (index, rule) in built.policy.rules.iter().enumerate() {
            for (larger, smaller) in formulas.sides(rule, &built.coverage) {
                let inequality = &compiled.inequalities[next];
                let slack = &slacks[next];
                next += 1;
                prop_assert_eq!((inequality.rule, inequality.name), (index, rule.name()));
                let holds = larger >= smaller;
                prop_assert_eq!(*slack >= 0.into(), holds, "{}", inequality.label);
                // Exactly: the only rounding is down, to a whole number of 1/divisor.
                let exact = (larger - smaller) * whole(compiled.divisor(inequality));
                prop_assert_eq!(slack, &exact.floor().to_integer(), "{}", inequality.label);
                count(if holds { &met } else { &failed });
                // Within a hundredth of a per cent of the value of all rows.
                let width = formulas.total() * whole(compiled.divisor(inequality)) / whole(10_000);
                if exact <= width && exact >= -width {
                    count(&close);
                }
            }
        }
        prop_assert_eq!(next, slacks.len());
        let bytes = compiled.program.to_bytes().unwrap();
        prop_assert_eq!(Program::from_bytes(&bytes), Ok(compiled.program));
        Ok(())
    });
    outcome.unwrap();
    let (met, failed, close) = (met.get(), failed.get(), close.get());
    println!("{met} inequalities hold, {failed} do not, {close} are near their limit");
    assert!(met > CASES && failed > CASES && close > CASES);
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::with_cases(500) })]

    /// Random documents survive a round trip, and any change to a program's bytes is seen or refused.
    #[test]
    fn documents_and_programs_round_trip(case in case(), at in any::<usize>(), flip in 1..=255u8) {
        let built = build(&case);
        let again: Book = parse_document(&canonical(&built.book).unwrap()).unwrap();
        prop_assert_eq!(digest(&again), digest(&built.book));
        prop_assert_eq!(again, built.book.clone());
        let again: Policy = parse_document(pretty(&built.policy).unwrap().as_bytes()).unwrap();
        prop_assert_eq!(again, built.policy.clone());
        let again: Supply = parse_document(&canonical(&built.supply).unwrap()).unwrap();
        prop_assert_eq!(again, built.supply.clone());

        let program = compile_with_supply(&built.book, &built.policy, &built.supply).unwrap().program;
        let mut bytes = program.to_bytes().unwrap();
        let at = at % bytes.len();
        bytes[at] ^= flip;
        if let Ok(other) = Program::from_bytes(&bytes) {
            prop_assert_ne!(&other, &program);
            prop_assert_eq!(other.to_bytes(), Ok(bytes));
        }
    }

    /// No bytes make a parser panic.
    #[test]
    fn parsers_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[\\[\\]{}\":,0-9a-z. ]{0,80}") {
        let _ = Program::from_bytes(&bytes);
        let _ = Program::from_bytes(&[b"assay/v1/program".as_slice(), &bytes].concat());
        prop_assert!(parse_document::<Report>(&bytes).is_err());
        prop_assert!(parse_document::<Policy>(text.as_bytes()).is_err());
    }
}
