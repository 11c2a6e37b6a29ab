//! The mock prover on every standard shape, honest traces.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_circuits::halo2::{mock, InstanceColumns, Trace, TraceError};
use assay_circuits::Shape;
use assay_testkit::columns::{columns, max_bound, max_weight, some_quantities};
use ff::{Field, PrimeField};
use halo2_proofs::pasta::Fp;

fn assert_satisfied(shape: Shape, columns: &InstanceColumns<Fp>) {
    let trace = Trace::new(shape, columns).unwrap();
    assert_eq!(mock(shape, trace, columns).unwrap(), Ok(()), "{shape}");
}

fn shapes() -> Vec<Shape> {
    let small = [Shape::new(4, 2).unwrap(), Shape::new(5, 2).unwrap()];
    [&small[..], &Shape::STANDARD].concat()
}

#[test]
fn zero_rows() {
    for shape in shapes() {
        assert_satisfied(shape, &columns(shape, &[], Fp::ZERO, Fp::ZERO));
        assert_satisfied(shape, &columns(shape, &[], max_weight(), -max_bound()));
    }
}

#[test]
fn one_row() {
    for shape in shapes() {
        assert_satisfied(shape, &columns(shape, &[17], Fp::from(3), Fp::from(51)));
    }
}

#[test]
fn all_rows() {
    for shape in shapes() {
        let quantities = some_quantities(shape);
        assert_satisfied(
            shape,
            &columns(shape, &quantities, Fp::from(12345), -Fp::ONE),
        );
    }
}

#[test]
fn maximum_quantities_and_weights() {
    for shape in shapes() {
        let quantities = vec![u64::MAX; shape.buckets()];
        assert_satisfied(
            shape,
            &columns(shape, &quantities, max_weight(), -max_bound()),
        );
        // The smallest sum meets the smallest bound.
        let total = max_weight() * Fp::from(shape.buckets() as u64) * Fp::from(u64::MAX);
        assert_satisfied(shape, &columns(shape, &quantities, -max_weight(), -total));
    }
}

#[test]
fn a_rule_that_fails_by_one_has_no_trace() {
    for shape in shapes() {
        let mut columns = columns(shape, &[17], Fp::from(3), Fp::from(51));
        columns.weights[1][0] = Fp::from(52);
        let error = Trace::new(shape, &columns).map(|_| ()).unwrap_err();
        assert_eq!(error, TraceError::Slack { rule: 1 });
    }
}

#[test]
fn a_quantity_of_65_bits_has_no_trace() {
    let shape = Shape::STANDARD[0];
    let mut columns = columns(shape, &[17], Fp::ZERO, Fp::ZERO);
    for bad in [Fp::from_u128(1 << 64), -Fp::ONE] {
        columns.quantities[9] = bad;
        let error = Trace::new(shape, &columns).map(|_| ()).unwrap_err();
        assert_eq!(error, TraceError::Quantity { row: 9 });
    }
}

#[test]
fn columns_of_another_form_have_no_trace() {
    let shape = Shape::STANDARD[0];
    let good = columns(shape, &[17], Fp::ZERO, Fp::ZERO);
    let mut long = good.clone();
    long.tags.resize(shape.usable_rows() + 1, Fp::ZERO);
    let mut few = good.clone();
    few.weights.pop();
    for bad in [long, few] {
        let error = Trace::new(shape, &bad).map(|_| ()).unwrap_err();
        assert_eq!(error, TraceError::Form(shape));
    }
}
