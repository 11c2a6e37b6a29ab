//! What is measured, and what is asked of it.

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// What is measured.
    pub name: &'static str,
    /// The most that is asked, in words.
    pub asked: &'static str,
    /// Where the figures come from.
    pub source: Source,
}

/// Where a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A bench of criterion: the program, the group and the function. In nanoseconds.
    Bench(&'static str, &'static str, &'static str),
    /// The verifier of Groth16, in both columns of the programs of now, against ours of now.
    Groth16,
    /// `assay log verify` of a folder of reports: the time of the process, in nanoseconds.
    Log,
    /// `assay verify` of a large report that is refused: the most memory of the process, in KiB.
    Memory,
}

const fn line(name: &'static str, asked: &'static str, source: Source) -> Line {
    Line {
        name,
        asked,
        source,
    }
}

/// All lines, in the order of the table.
pub const LINES: [Line; 9] = [
    line(
        "commit, all rows, (10, 16)",
        "0.08",
        Source::Bench("proofs", "commit", "(10,16)"),
    ),
    line(
        "prove (8, 8)",
        "0.60",
        Source::Bench("proofs", "prove", "(8,8)"),
    ),
    line(
        "prove (12, 16)",
        "0.60",
        Source::Bench("proofs", "prove", "(12,16)"),
    ),
    line(
        "verify (8, 8), one thread",
        "0.65",
        Source::Bench("proofs", "verify", "(8,8)"),
    ),
    line(
        "verify (8, 8) against Groth16's verifier",
        "0.9",
        Source::Groth16,
    ),
    line(
        "verify a report (12, 16)",
        "0.55",
        Source::Bench("documents", "verify report", "(12,16)"),
    ),
    line(
        "256 reports in a batch, (8, 8)",
        "0.75",
        Source::Bench("proofs", "verify batch (8,8)", "256"),
    ),
    line("`assay log verify` of 1,000 reports", "0.70", Source::Log),
    line(
        "peak memory of `assay verify`, 29 MB refused after compiling",
        "0.25",
        Source::Memory,
    ),
];
