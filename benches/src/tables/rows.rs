//! Cost against rows, up to the largest shape, as a table and as plots.

use assay_circuits::Shape;

use super::figures::{Bench, Figures};
use super::format::{bytes, count, kib, or_not_run, time};
use super::markdown::Table;
use super::peers;
use super::plots::Plot;
use super::stages::{dashed, function, memory};
use super::TableError;

const ROWS: &str = "cargo bench -p assay-benches --bench rows";
const PROOFS: &str = "cargo bench -p assay-benches --bench proofs";

/// `(k, rules)` of the shapes.
const SHAPES: [(u32, usize); 8] = [
    (7, 4),
    (8, 8),
    (9, 8),
    (10, 16),
    (11, 16),
    (12, 16),
    (13, 16),
    (14, 16),
];

/// What was measured in one shape; times in nanoseconds, memory in KiB.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    shape: Shape,
    prove: Option<f64>,
    verify: Option<f64>,
    proof: Option<u64>,
    prove_memory: Option<u64>,
    verify_memory: Option<u64>,
}

/// All shapes, smallest first.
pub(super) fn measure(figures: &Figures) -> Result<Vec<Measured>, TableError> {
    let shapes = SHAPES
        .into_iter()
        .filter_map(|(k, rules)| Shape::new(k, rules).ok());
    shapes
        .map(|shape| {
            let bench = if shape.is_standard() { PROOFS } else { ROWS };
            let time = |group| {
                let function = &function(shape);
                figures.time(Bench {
                    group,
                    function,
                    bench,
                })
            };
            Ok(Measured {
                shape,
                prove: time("prove")?,
                verify: time("verify")?,
                proof: figures.fact(&format!("proof/{}-bytes", dashed(shape)), bench)?,
                prove_memory: memory(figures, "prove", shape)?,
                verify_memory: memory(figures, "verify", shape)?,
            })
        })
        .collect()
}

/// Shapes as rows.
pub(super) fn table(measured: &[Measured]) -> String {
    let mut table = Table::new([
        "shape",
        "rows",
        "prove",
        "a row",
        "verify",
        "a row",
        "proof",
        "memory, prove",
        "memory, verify",
    ]);
    for m in measured {
        let rows = m.shape.buckets();
        let a_row = |total: Option<f64>| or_not_run(total, |ns| time(ns / rows as f64));
        table.row([
            m.shape.to_string(),
            count(rows as u64),
            or_not_run(m.prove, time),
            a_row(m.prove),
            or_not_run(m.verify, time),
            a_row(m.verify),
            or_not_run(m.proof, bytes),
            or_not_run(m.prove_memory, kib),
            or_not_run(m.verify_memory, kib),
        ]);
    }
    table.text()
}

/// Time to prove against rows, and the peers at theirs.
pub(super) fn prove_plot(measured: &[Measured], figures: &Figures) -> Result<Plot, TableError> {
    Ok(Plot {
        name: "prove",
        title: "Time to prove, all cores",
        line: line(measured, |m| m.prove),
        points: peers::points(figures, "prove")?,
    })
}

/// Time to verify against rows, and the peers at theirs.
pub(super) fn verify_plot(measured: &[Measured], figures: &Figures) -> Result<Plot, TableError> {
    Ok(Plot {
        name: "verify",
        title: "Time to verify one proof, key loaded",
        line: line(measured, |m| m.verify),
        points: peers::points(figures, "verify")?,
    })
}

fn line(measured: &[Measured], time: impl Fn(&Measured) -> Option<f64>) -> Vec<(f64, f64)> {
    measured
        .iter()
        .filter_map(|m| Some((m.shape.buckets() as f64, time(m)?)))
        .collect()
}
