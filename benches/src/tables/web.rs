//! The WebAssembly module against the native verifier.

use super::figures::Figures;
use super::format::{or_not_run, ratio, time};
use super::markdown::Table;
use super::TableError;

const WEB: &str = "benches/run web";

/// Both times, and what the module's is of the native one.
pub(super) fn table(figures: &Figures) -> Result<String, TableError> {
    let fact = |name: &str| figures.fact(&format!("web/{name}-ns"), WEB);
    let (native, module) = (fact("native")?, fact("module")?);
    let ns = |figure: Option<u64>| or_not_run(figure, |ns| time(ns as f64));
    let times = native
        .zip(module)
        .map(|(native, module)| ratio(module as f64, native as f64));
    let mut table = Table::new(["", "verify a report", "times the native verifier"]);
    table.row(["native".to_string(), ns(native), "1".to_string()]);
    table.row([
        "WebAssembly module, in Node".to_string(),
        ns(module),
        or_not_run(times, |times| times),
    ]);
    Ok(table.text())
}
