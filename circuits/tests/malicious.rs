//! Traces that a dishonest prover might use: the mock prover names the constraint that refuses each.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;

use assay_circuits::halo2::{mock, InstanceColumns, Trace};
use assay_circuits::Shape;
use assay_testkit::columns::{columns, some_quantities};
use ff::{Field, PrimeField};
use halo2_proofs::dev::VerifyFailure;
use halo2_proofs::pasta::Fp;

const RANGE: &str = "live d (d - 1) (d - 2) (d - 3) = 0";
const WORD: &str = "live (acc_0 - word) + bucket (q - acc_0) = carry 2^64 acc_0'";
const TAG: &str = "bucket (h - tag q) = 0";
const FIRST: &str =
    "start (acc_0' + b_0) + bucket (acc_0' - acc_0 - w_0 q) + shift (acc_0' - acc_1) = 0";
const MIDDLE: &str = "start (acc' + b) + bucket (acc' - acc - w q) + carry (acc' - acc) + shift (acc' - acc_next_rule) = 0";
const LAST: &str = "start (acc' + b) + bucket (acc' - acc - w q) + carry (acc' - acc) = 0";

fn shape() -> Shape {
    Shape::new(7, 4).unwrap()
}

fn honest() -> (InstanceColumns<Fp>, Trace<Fp>) {
    let columns = columns(
        shape(),
        &some_quantities(shape()),
        Fp::from(1000),
        Fp::from(5),
    );
    let trace = Trace::new(shape(), &columns).unwrap();
    (columns, trace)
}

/// Names of the violated constraints.
fn violated(trace: Trace<Fp>, columns: &InstanceColumns<Fp>) -> BTreeSet<String> {
    let failures = mock(shape(), trace, columns).unwrap().unwrap_err();
    failures
        .into_iter()
        .map(|failure| match failure {
            VerifyFailure::ConstraintNotSatisfied { constraint, .. } => {
                let text = constraint.to_string();
                let open = text.find("('").unwrap() + 2;
                let name = &text[open..];
                name[..name.find("')").unwrap()].to_string()
            }
            other => panic!("unexpected failure: {other}"),
        })
        .collect()
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|n| n.to_string()).collect()
}

#[test]
fn a_limb_out_of_range_with_the_right_sum() {
    let (columns, mut trace) = honest();
    // 4 in limb 0 and one less in limb 1: the word is the same.
    let row = (1..60).find(|r| trace.limbs[*r][1] != Fp::ZERO).unwrap();
    trace.limbs[row][0] += Fp::from(4);
    trace.limbs[row][1] -= Fp::ONE;
    assert_eq!(violated(trace, &columns), names(&[RANGE]));
}

#[test]
fn a_negative_quantity() {
    // q = p - 1 in one row, limbs of what it is worth below 2^64, everything after consistent.
    let (mut columns, mut trace) = honest();
    let row = 7;
    let before = columns.quantities[row];
    columns.quantities[row] = -Fp::ONE;
    columns.tagged[row] = columns.tags[row] * columns.quantities[row];
    let change = (columns.quantities[row] - before) * Fp::from(1000);
    for r in row + 1..=shape().buckets() {
        trace.acc[r].iter_mut().for_each(|a| *a += change);
    }
    let violated = violated(trace, &columns);
    assert!(violated.contains(WORD), "{violated:?}");

    // The only word that matches needs a limb out of range.
    let (_, mut trace) = honest();
    trace.limbs[row] = [Fp::ZERO; assay_circuits::LIMBS];
    trace.limbs[row][0] = -Fp::ONE;
    let mut all = columns.clone();
    for weights in &mut all.weights {
        weights[row] = Fp::ZERO;
    }
    for r in row + 1..shape().usable_rows() {
        trace.acc[r] = vec![Fp::ZERO; shape().rules()];
    }
    assert!(self::violated(trace, &all).contains(RANGE));
}

#[test]
fn a_slack_of_2_to_the_192_and_a_negative_slack() {
    for slack in [
        Fp::from_u128(1 << 127) * Fp::from_u128(1 << 65),
        -Fp::ONE,
        -Fp::from_u128(1 << 100),
    ] {
        let mut columns = columns(shape(), &[], Fp::ZERO, Fp::ZERO);
        let mut trace = Trace::new(shape(), &columns).unwrap();
        // Rule 0 has this slack from the start; its top word takes what is left, in one limb.
        columns.weights[0][0] = -slack;
        for row in 1..=shape().word_row(0, 0) {
            trace.acc[row][0] = slack;
        }
        let shifted = slack * Fp::from_u128(1 << 64).invert().unwrap();
        trace.acc[shape().word_row(0, 1)][0] = shifted;
        let top = shifted * Fp::from_u128(1 << 64).invert().unwrap();
        trace.acc[shape().word_row(0, 2)][0] = top;
        trace.limbs[shape().word_row(0, 2)][0] = top;
        assert_eq!(violated(trace, &columns), names(&[RANGE]));
    }
}

#[test]
fn a_wrapped_accumulator() {
    // A rule that fails by one, its accumulator pushed back over zero in one row.
    let mut columns = columns(shape(), &[17], Fp::from(3), Fp::from(51));
    let trace = Trace::new(shape(), &columns).unwrap();
    columns.weights[0][0] = Fp::from(52);
    assert_eq!(violated(trace.clone(), &columns), names(&[FIRST]));
    columns.weights[0][0] = Fp::from(51);
    columns.weights[2][0] = Fp::from(52);
    assert_eq!(violated(trace.clone(), &columns), names(&[MIDDLE]));
    columns.weights[2][0] = Fp::from(51);
    columns.weights[3][0] = Fp::from(52);
    assert_eq!(violated(trace, &columns), names(&[LAST]));
}

#[test]
fn a_quantity_under_another_tag() {
    let (mut columns, trace) = honest();
    columns.tagged[5] += Fp::ONE;
    assert_eq!(violated(trace.clone(), &columns), names(&[TAG]));
    // A row without a custodian has tag zero: its tagged quantity must be zero.
    let (mut columns, _) = honest();
    columns.tags[5] = Fp::ZERO;
    assert_eq!(violated(trace, &columns), names(&[TAG]));
}

#[test]
fn a_quantity_that_is_not_its_limbs() {
    let (mut columns, trace) = honest();
    columns.quantities[5] += Fp::ONE;
    columns.tagged[5] += columns.tags[5];
    let found = violated(trace, &columns);
    assert_eq!(found, names(&[WORD, FIRST, MIDDLE, LAST]));
}

#[test]
fn accumulators_exchanged_between_rules() {
    let (columns, honest) = honest();
    let mut trace = honest.clone();
    // Held wrongly: rule 1 is replaced while the words of rule 0 are taken out.
    trace.acc[shape().word_row(0, 1)][1] += Fp::ONE;
    assert!(violated(trace, &columns).contains(MIDDLE));
    // Moved wrongly: rule 1 starts its words with another slack.
    let mut trace = honest.clone();
    trace.acc[shape().word_row(1, 0)][0] += Fp::ONE;
    trace.limbs[shape().word_row(1, 0)][0] += Fp::ONE;
    assert!(violated(trace, &columns).contains(FIRST));
    // The last rule's column is not free before it has moved.
    let mut trace = honest;
    trace.acc[shape().word_row(0, 1)][3] += Fp::ONE;
    assert!(violated(trace, &columns).contains(LAST));
}
