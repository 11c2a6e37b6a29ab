//! What bytes may cost: `cost write FOLDER BYTES` writes an honest report of that size and the worst ones,
//! `cost table FOLDER PROBE [PROBE]` measures them and prints a table in Markdown. A probe is the program `probe`, of this
//! revision, and of the one before. `cost refused FOLDER BYTES` writes an honest report, and a registry that does not know its
//! custodians: it is refused after it has compiled.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use assay_benches::cost::{probe, worst, Case, Cost, Honest};
use serde_json::Value;

const USAGE: &str =
    "usage: cost write FOLDER BYTES | table FOLDER PROBE [PROBE BEFORE] | refused FOLDER BYTES";

/// The name of the honest report, which comes first.
const HONEST: &str = "an honest report";

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["write", folder, bytes] => write(Path::new(folder), bytes.parse()?),
        ["refused", folder, bytes] => refused(Path::new(folder), bytes.parse()?),
        ["table", folder, now] => table(Path::new(folder), &[now.into()]),
        ["table", folder, now, before] => table(Path::new(folder), &[now.into(), before.into()]),
        _ => Err(USAGE.into()),
    }
}

fn write(folder: &Path, bytes: usize) -> Outcome<()> {
    fs::create_dir_all(folder)?;
    let honest = Honest::new(bytes)?;
    fs::write(folder.join("registry.json"), &honest.registry)?;
    let mut cases = worst(&honest, bytes)?;
    cases.insert(
        0,
        Case {
            name: HONEST,
            text: honest.text,
        },
    );
    for (i, case) in cases.iter().enumerate() {
        fs::write(
            folder.join(format!("{i:02} {}.report", case.name)),
            &case.text,
        )?;
    }
    Ok(())
}

fn refused(folder: &Path, bytes: usize) -> Outcome<()> {
    fs::create_dir_all(folder)?;
    let honest = Honest::new(bytes)?;
    let mut registry: Value = serde_json::from_str(&honest.registry)?;
    let custodians = registry.get_mut("custodians").ok_or("no custodians")?;
    *custodians = Value::Array(Vec::new());
    fs::write(folder.join("large.report"), honest.text)?;
    fs::write(folder.join("large.json"), registry.to_string())?;
    Ok(())
}

/// Prints what every report of the folder costs, by each of the probes in turn.
fn table(folder: &Path, probes: &[PathBuf]) -> Outcome<()> {
    let registry = folder.join("registry.json");
    let mut reports: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    reports.retain(|file| file.extension().is_some_and(|name| name == "report"));
    reports.sort();
    let mut honest: Vec<Cost> = Vec::new();
    println!(
        "| a report full of |{}",
        " time | times honest | memory | times its size | verdict |".repeat(probes.len())
    );
    println!("|---|{}", "---:|---:|---:|---:|---|".repeat(probes.len()));
    for report in &reports {
        let size = fs::metadata(report)?.len();
        let costs: Vec<Cost> = probes
            .iter()
            .map(|program| probe(program, &registry, report))
            .collect::<Result<_, _>>()?;
        if honest.is_empty() {
            honest = costs.clone();
        }
        let cells = costs
            .iter()
            .zip(&honest)
            .map(|(cost, honest)| cells(cost, honest, size));
        let name = report.file_stem().unwrap_or_default().to_string_lossy();
        let name = name.split_once(' ').map_or(&*name, |(_, name)| name);
        println!("| {name} |{}", cells.collect::<String>());
    }
    Ok(())
}

fn cells(cost: &Cost, honest: &Cost, size: u64) -> String {
    let times = cost.time as f64 / honest.time as f64;
    let sizes = cost.memory as f64 * 1024.0 / size as f64;
    format!(
        " {} ms | {times:.2} | {} MiB | {sizes:.1} | `{}` |",
        cost.time / 1_000_000,
        cost.memory / 1024,
        cost.verdict
    )
}
