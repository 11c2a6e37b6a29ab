//! The operations of a commitment, written down: they do not depend on the quantities.

use core::cell::RefCell;
use core::ops::{AddAssign, Mul, Sub};

use ff::PrimeField;
use pasta_curves::Fp;

use super::Weighed;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operation {
    /// Sum and sum.
    Add,
    /// Sum and point.
    AddPoint,
    Subtract,
    /// Point times scalar: as long as the scalar has bits.
    Multiply {
        bits: u32,
    },
}

thread_local! {
    static OPERATIONS: RefCell<Vec<Operation>> = const { RefCell::new(Vec::new()) };
}

fn note(operation: Operation) {
    OPERATIONS.with_borrow_mut(|operations| operations.push(operation));
}

/// Bits up to the first that is set.
fn bits(scalar: Fp) -> u32 {
    let bytes = scalar.to_repr();
    let zeros: u32 = match bytes.iter().rposition(|byte| *byte != 0) {
        Some(top) => (31 - top as u32) * 8 + bytes[top].leading_zeros(),
        None => 256,
    };
    256 - zeros
}

/// Stands for a sum of points.
#[derive(Default)]
struct Sum;

/// Stands for a generator.
#[derive(Clone, Copy)]
struct Point;

impl Mul<Fp> for Point {
    type Output = Sum;
    fn mul(self, scalar: Fp) -> Sum {
        note(Operation::Multiply { bits: bits(scalar) });
        Sum
    }
}

impl Mul<Fp> for Sum {
    type Output = Sum;
    fn mul(self, scalar: Fp) -> Sum {
        note(Operation::Multiply { bits: bits(scalar) });
        Sum
    }
}

impl AddAssign for Sum {
    fn add_assign(&mut self, _: Sum) {
        note(Operation::Add);
    }
}

impl AddAssign<Point> for Sum {
    fn add_assign(&mut self, _: Point) {
        note(Operation::AddPoint);
    }
}

impl Sub for Sum {
    type Output = Sum;
    fn sub(self, _: Sum) -> Sum {
        note(Operation::Subtract);
        Sum
    }
}

fn operations(quantities: &[u64]) -> Vec<Operation> {
    OPERATIONS.take();
    let mut weighed = Weighed::new(Sum);
    quantities.iter().for_each(|q| weighed.add(Point, *q));
    weighed.finish();
    OPERATIONS.take()
}

#[test]
fn are_the_same_whatever_the_quantities() {
    let expected = operations(&[0; 6]);
    let multiply = Operation::Multiply { bits: 65 };
    assert_eq!(
        expected[..3],
        [multiply, Operation::Add, Operation::AddPoint]
    );
    assert_eq!(expected[18..], [multiply, Operation::Subtract]);
    let quantities = [
        [u64::MAX; 6],
        [1, 2, 1 << 63, 0, u64::MAX, 0x5555_5555_5555_5555],
        [0, 0, 0, 0, 0, 1],
    ];
    for quantities in quantities {
        assert_eq!(operations(&quantities), expected, "{quantities:?}");
    }
}

#[test]
fn scalars_are_as_long_as_they_are() {
    for (scalar, length) in [(0, 0), (1, 1), (2, 2), (255, 8), (256, 9), (1 << 64, 65)] {
        assert_eq!(bits(Fp::from_u128(scalar)), length, "{scalar}");
    }
}
