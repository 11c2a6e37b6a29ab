//! Ledgers of a hundred million lines.

use super::figures::Figures;
use super::format::{count, kib, millions, or_not_run};
use super::markdown::Table;
use super::TableError;

const SCALE: &str = "benches/run scale";

/// Both ways to sum a ledger.
pub(super) fn table(figures: &Figures) -> Result<String, TableError> {
    let mut table = Table::new(["", "lines", "lines a second", "peak memory"]);
    let paths = [
        ("Parquet, DataFusion embedded", "parquet"),
        ("CSV, the built-in reader", "csv"),
    ];
    for (title, name) in paths {
        let fact = |fact: &str| figures.fact(&format!("scale/{name}-{fact}"), SCALE);
        table.row([
            title.to_string(),
            or_not_run(fact("lines")?, count),
            or_not_run(fact("lines-per-second")?, |rate| millions(rate as f64)),
            or_not_run(fact("peak-kib")?, kib),
        ]);
    }
    Ok(table.text())
}
