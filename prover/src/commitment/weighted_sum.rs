//! A weighted sum of points in a time that does not depend on the weights.

use core::ops::{AddAssign, Mul, Sub};

use ff::PrimeField;

/// A sum of points, each multiplied by a quantity, computed by operations that do not depend on the quantities.
///
/// The time of a scalar multiplication depends on the highest bit that is set, so it would reveal the size of a quantity.
/// Bit 64 is therefore set in every scalar, and `2^64` times the sum of the points is subtracted at the end. The type is
/// generic so that a test can record the operations.
pub(super) struct WeightedSum<S, F> {
    sum: S,
    points: S,
    offset: F,
}

impl<S, F> WeightedSum<S, F>
where
    S: Sub<Output = S> + AddAssign + Mul<F, Output = S>,
    F: PrimeField,
{
    /// A sum so far, and the empty sum.
    pub(super) fn new(sum: S, zero: S) -> Self {
        WeightedSum {
            sum,
            points: zero,
            offset: F::from_u128(1 << 64),
        }
    }

    pub(super) fn add<P: Copy + Mul<F, Output = S>>(&mut self, point: P, quantity: u64)
    where
        S: AddAssign<P>,
    {
        self.sum += point * (self.offset + F::from(quantity));
        self.points += point;
    }

    pub(super) fn finish(self) -> S {
        self.sum - self.points * self.offset
    }
}

#[cfg(test)]
mod tests {
    use core::cell::RefCell;

    use pasta_curves::Fp;

    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Operation {
        /// Adds a sum.
        Add,
        /// Adds a point.
        AddPoint,
        Subtract,
        /// Point times scalar, whose time depends on the bits of the scalar.
        Multiply {
            bits: u32,
        },
    }

    thread_local! {
        static OPERATIONS: RefCell<Vec<Operation>> = const { RefCell::new(Vec::new()) };
    }

    fn record(operation: Operation) {
        OPERATIONS.with_borrow_mut(|operations| operations.push(operation));
    }

    /// The number of bits up to the highest that is set.
    fn bits(scalar: Fp) -> u32 {
        let bytes = scalar.to_repr();
        let zeros: u32 = match bytes.iter().rposition(|byte| *byte != 0) {
            Some(top) => (31 - top as u32) * 8 + bytes[top].leading_zeros(),
            None => 256,
        };
        256 - zeros
    }

    /// Takes the place of a sum of points.
    struct Sum;

    /// Takes the place of a generator.
    #[derive(Clone, Copy)]
    struct Point;

    impl Mul<Fp> for Point {
        type Output = Sum;
        fn mul(self, scalar: Fp) -> Sum {
            record(Operation::Multiply { bits: bits(scalar) });
            Sum
        }
    }

    impl Mul<Fp> for Sum {
        type Output = Sum;
        fn mul(self, scalar: Fp) -> Sum {
            record(Operation::Multiply { bits: bits(scalar) });
            Sum
        }
    }

    impl AddAssign for Sum {
        fn add_assign(&mut self, _: Sum) {
            record(Operation::Add);
        }
    }

    impl AddAssign<Point> for Sum {
        fn add_assign(&mut self, _: Point) {
            record(Operation::AddPoint);
        }
    }

    impl Sub for Sum {
        type Output = Sum;
        fn sub(self, _: Sum) -> Sum {
            record(Operation::Subtract);
            Sum
        }
    }

    fn operations(quantities: &[u64]) -> Vec<Operation> {
        OPERATIONS.take();
        let mut weighted = WeightedSum::new(Sum, Sum);
        quantities.iter().for_each(|q| weighted.add(Point, *q));
        weighted.finish();
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
}
