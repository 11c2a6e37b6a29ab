//! Columns for tests, without custodians: any tags will do for the circuit.

use assay_circuits::halo2::InstanceColumns;
use assay_circuits::Shape;
use ff::Field;
use halo2_proofs::pasta::Fp;

/// Largest weight: `(2^31 - 1) (2^64 - 1)`.
pub fn max_weight() -> Fp {
    Fp::from((1 << 31) - 1) * Fp::from(u64::MAX)
}

/// Largest bound: `2^176 - 1`.
pub fn max_bound() -> Fp {
    Fp::from_raw([u64::MAX, u64::MAX, (1 << 48) - 1, 0])
}

/// Columns with the given quantities from row 1 on, the same weight everywhere, the same bound for every rule.
pub fn columns(shape: Shape, quantities: &[u64], weight: Fp, bound: Fp) -> InstanceColumns<Fp> {
    let tags: Vec<Fp> = (0..shape.buckets())
        .map(|j| Fp::from(3 + (j as u64 % 3)))
        .collect();
    let mut columns = InstanceColumns {
        quantities: vec![Fp::ZERO; shape.usable_rows()],
        tagged: vec![Fp::ZERO; shape.usable_rows()],
        tags: [vec![Fp::ZERO], tags].concat(),
        weights: (0..shape.rules())
            .map(|_| [vec![bound], vec![weight; shape.buckets()]].concat())
            .collect(),
    };
    for (j, q) in quantities.iter().enumerate() {
        columns.quantities[j + 1] = Fp::from(*q);
        columns.tagged[j + 1] = columns.tags[j + 1] * Fp::from(*q);
    }
    for (b, row) in shape.blinder_rows().into_iter().enumerate() {
        columns.quantities[row] = -Fp::from(1 + b as u64);
        columns.tagged[row] = -Fp::from(7 + b as u64);
    }
    columns
}

/// Quantities that differ from row to row.
pub fn some_quantities(shape: Shape) -> Vec<u64> {
    (0..shape.buckets() as u64)
        .map(|j| j.wrapping_mul(0x9e37_79b9_7f4a_7c15))
        .collect()
}
