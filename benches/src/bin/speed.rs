//! The speed of two revisions side by side: `speed NOW BEFORE FOLDER [ROUNDS]` prints a table in Markdown.
//!
//! `NOW` and `BEFORE` hold the programs `proofs`, `documents` and `assay` of a revision, `NOW` the bench `groth16` too.
//! `FOLDER` holds the reports `chain/reports` with `chain/registry.json`, and `large.report` with `large.json`, its registry.
//! `benches/compare` makes them.

use std::error::Error;
use std::path::PathBuf;

use assay_benches::speed::{measure, Programs, Sample, LINES};

const USAGE: &str = "usage: speed NOW BEFORE FOLDER [ROUNDS]";

/// Odd, so that the median is one of them.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut folder = || arguments.next().map(PathBuf::from).ok_or(USAGE);
    let (now, before, inputs) = (folder()?, folder()?, folder()?);
    let rounds = arguments.next().map_or(Ok(ROUNDS), |text| text.parse())?;
    let samples = measure(
        &Programs {
            now,
            before,
            inputs,
        },
        rounds,
    )?;
    println!("| | before: least, median, most | now: least, median, most | now / before | asked |");
    println!("|---|--:|--:|--:|--:|");
    for (line, sample) in LINES.iter().zip(&samples) {
        println!("{}", row(line.name, line.asked, sample));
    }
    Ok(())
}

fn row(name: &str, asked: &str, sample: &Sample) -> String {
    format!(
        "| {name} | {} | {} | {:.3} | {asked} |",
        sample.before.show(),
        sample.now.show(),
        sample.now.median() / sample.before.median(),
    )
}
