//! Honest witnesses of small shapes.

use assay_circuits::halo2::InstanceColumns;
use assay_circuits::Shape;
use ff::Field;
use halo2_proofs::pasta::Fp;

use crate::cell::Witness;
use crate::values::Stream;
use assay_testkit::columns::max_weight;

/// The smallest standard shape, and smaller ones. There are none with one rule: its words could not hold the blinders.
pub fn shapes() -> [Shape; 6] {
    [(4, 2), (5, 2), (5, 3), (5, 4), (6, 2), (7, 4)].map(|(k, rules)| Shape::new(k, rules).unwrap())
}

/// Two witnesses: every row used, and mostly padding.
pub fn witnesses(shape: Shape) -> [Witness; 2] {
    [dense(shape), padded(shape)].map(|columns| Witness::honest(shape, columns))
}

/// Every row belongs to a custodian; quantities of every size; weights of both signs, up to the largest; slacks of one,
/// two and three words.
fn dense(shape: Shape) -> InstanceColumns<Fp> {
    let mut stream = Stream::new(1);
    let buckets = shape.buckets();
    let mut quantities: Vec<u64> = (0..buckets)
        .map(|j| stream.word() >> [1, 0, 40, 17][j % 4])
        .collect();
    // Every digit in every limb.
    let digits = [u64::MAX / 3, u64::MAX / 3 * 2, u64::MAX];
    quantities[..3].copy_from_slice(&digits);
    let tags: Vec<Fp> = (0..3).map(|_| stream.scalar()).collect();
    let mut columns = empty(shape, &mut stream);
    for (j, q) in quantities.iter().enumerate() {
        let row = j + 1;
        columns.quantities[row] = Fp::from(*q);
        columns.tags[row] = tags[j * 3 / buckets];
        columns.tagged[row] = columns.tags[row] * columns.quantities[row];
    }
    for c in 0..shape.rules() {
        // The third rule has slack 0; others have slacks below 2^64, below 2^128, and larger.
        let margin = match c % 4 {
            0 => Fp::from(stream.word() >> 2),
            1 => Fp::from(stream.word()) * Fp::from(stream.word() >> 1),
            2 => Fp::ZERO,
            _ => max_weight() * Fp::from(u64::MAX),
        };
        let mut total = Fp::ZERO;
        for row in 1..=buckets {
            let size = Fp::from(1 + (stream.word() >> [34, 40, 60, 50][c % 4]));
            let weight = match (row + c) % 5 {
                0 => -size,
                1 => max_weight(),
                _ => size,
            };
            columns.weights[c][row] = weight;
            total += weight * columns.quantities[row];
        }
        columns.weights[c][0] = total - margin;
    }
    columns
}

/// One custodian with one row, rows of nobody after it, and one rule; the other rules are unused.
fn padded(shape: Shape) -> InstanceColumns<Fp> {
    let mut stream = Stream::new(2);
    let mut columns = empty(shape, &mut stream);
    let row = 1;
    columns.quantities[row] = Fp::from(17);
    columns.tags[row] = stream.scalar();
    columns.tagged[row] = columns.tags[row] * columns.quantities[row];
    columns.weights[0][row] = Fp::from(3);
    columns.weights[0][0] = Fp::from(50);
    columns
}

/// Zeros, and blinders in the blinder rows.
fn empty(shape: Shape, stream: &mut Stream) -> InstanceColumns<Fp> {
    let zeros = vec![Fp::ZERO; shape.usable_rows()];
    let mut columns = InstanceColumns {
        quantities: zeros.clone(),
        tagged: zeros.clone(),
        tags: zeros.clone(),
        weights: vec![zeros; shape.rules()],
    };
    for row in shape.blinder_rows() {
        columns.quantities[row] = stream.scalar();
        columns.tagged[row] = stream.scalar();
    }
    columns
}
