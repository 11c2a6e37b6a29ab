//! Every stage in every standard shape, and the command line.

use assay_circuits::Shape;

use super::figures::{Bench, Figures};
use super::format::{bytes, count, kib, millions, or_not_run, time};
use super::markdown::Table;
use super::TableError;

const PROOFS: &str = "cargo bench -p assay-benches --bench proofs";
const DOCUMENTS: &str = "cargo bench -p assay-benches --bench documents";
const COMMAND_LINE: &str = "cargo bench -p assay-benches --bench command_line";
const PEAK: &str = "benches/run memory";

/// Stages in the order in which they happen: what is said of them, criterion's group, the bench.
const STAGES: [(&str, &str, &str); 9] = [
    ("load the proving key", "load proving key", PROOFS),
    ("commit, a quantity in every row", "commit", PROOFS),
    ("compile the program", "compile program", DOCUMENTS),
    ("prove", "prove", PROOFS),
    ("load the verifying key", "load verifying key", PROOFS),
    ("verify, cold", "verify cold", PROOFS),
    ("verify, warm", "verify", PROOFS),
    ("read a report", "read report", DOCUMENTS),
    ("verify a report", "verify report", DOCUMENTS),
];

/// Sizes: what is said of them, the fact before and after the shape, the bench.
const SIZES: [(&str, &str, &str); 2] =
    [("proof", "proof", PROOFS), ("report", "report", DOCUMENTS)];

/// Shapes as columns, stages as rows.
pub(super) fn table(figures: &Figures) -> Result<String, TableError> {
    let shapes = Shape::STANDARD;
    let mut table = Table::new(head("shape (k, rules)", |shape| shape.to_string()));
    table.row(head("rows", |shape| count(shape.buckets() as u64)));
    for (text, group, bench) in STAGES {
        let mut cells = vec![text.to_string()];
        for shape in shapes {
            let function = &function(shape);
            let bench = Bench {
                group,
                function,
                bench,
            };
            cells.push(or_not_run(figures.time(bench)?, time));
        }
        table.row(cells);
    }
    for step in ["prove", "verify"] {
        let mut cells = vec![format!("peak memory, {step}")];
        for shape in shapes {
            cells.push(or_not_run(memory(figures, step, shape)?, kib));
        }
        table.row(cells);
    }
    for (text, fact, bench) in SIZES {
        let mut cells = vec![text.to_string()];
        for shape in shapes {
            let name = format!("{fact}/{}-bytes", dashed(shape));
            cells.push(or_not_run(figures.fact(&name, bench)?, bytes));
        }
        table.row(cells);
    }
    Ok(table.text())
}

fn head(name: &str, of: impl Fn(Shape) -> String) -> Vec<String> {
    let columns = Shape::STANDARD.into_iter().map(of);
    [name.to_string()].into_iter().chain(columns).collect()
}

/// Criterion's name of a shape.
pub(super) fn function(shape: Shape) -> String {
    format!("({},{})", shape.k(), shape.rules())
}

/// A shape in the name of a fact.
pub(super) fn dashed(shape: Shape) -> String {
    format!("{}-{}", shape.k(), shape.rules())
}

/// Peak memory of a step, in KiB.
pub(super) fn memory(
    figures: &Figures,
    step: &str,
    shape: Shape,
) -> Result<Option<u64>, TableError> {
    figures.fact(&format!("memory/{step}-{}-kib", dashed(shape)), PEAK)
}

/// Lines of the holdings file.
const LINES: u64 = 1_000_000;

/// What a custodian's and a verifier's process take.
pub(super) fn command_line(figures: &Figures) -> Result<String, TableError> {
    let time_of = |group: &str, function: &str| {
        figures.time(Bench {
            group,
            function,
            bench: COMMAND_LINE,
        })
    };
    let lines = count(LINES);
    let aggregate = time_of("holdings", &format!("aggregate {lines} lines"))?;
    let commit = time_of("holdings", "commit to 200 rows, shape (10,16)")?;
    let verify = time_of("process", "assay verify, demo report")?;
    let peak = figures.fact(&format!("memory/commit-{LINES}-kib"), PEAK)?;
    let speed = |ns: f64| {
        format!(
            "{}, {} lines a second",
            time(ns),
            millions(LINES as f64 * 1e9 / ns)
        )
    };
    let mut table = Table::new(["", "figure"]);
    table.row([
        format!("parse and sum {lines} holdings lines, CSV"),
        or_not_run(aggregate, speed),
    ]);
    table.row([
        "commit to 200 rows, shape (10, 16)".into(),
        or_not_run(commit, time),
    ]);
    table.row([
        "peak memory of both, from a file".into(),
        or_not_run(peak, kib),
    ]);
    table.row([
        "`assay verify`, the demo's report, a new process".into(),
        or_not_run(verify, time),
    ]);
    Ok(table.text())
}
