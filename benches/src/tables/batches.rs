//! Many reports of one shape verified together.

use assay_circuits::Shape;

use super::figures::{Bench, Figures};
use super::format::{or_not_run, ratio, time};
use super::markdown::Table;
use super::stages::function;
use super::TableError;

const PROOFS: &str = "cargo bench -p assay-benches --bench proofs";

/// Reports in a batch, as measured.
const SIZES: [u32; 3] = [1, 16, 256];

/// Shapes as rows: time a report in batches of each size, and the gain of the largest.
pub(super) fn table(figures: &Figures) -> Result<String, TableError> {
    let mut head = vec!["shape".to_string(), "one by one, one core".to_string()];
    head.extend(SIZES.map(|size| format!("batch of {size}")));
    head.push("gain".to_string());
    let mut table = Table::new(head);
    for shape in Shape::STANDARD {
        let single = figures.time(Bench {
            group: "verify",
            function: &function(shape),
            bench: PROOFS,
        })?;
        let mut cells = vec![shape.to_string(), or_not_run(single, time)];
        let mut last = None;
        for size in SIZES {
            let batch = figures.time(Bench {
                group: &format!("verify batch {}", function(shape)),
                function: &size.to_string(),
                bench: PROOFS,
            })?;
            last = batch.map(|batch| batch / f64::from(size));
            cells.push(or_not_run(last, time));
        }
        cells.push(or_not_run(single.zip(last), |(single, last)| {
            ratio(single, last)
        }));
        table.row(cells);
    }
    Ok(table.text())
}
