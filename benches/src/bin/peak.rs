//! Peak memory of one step in a process of its own, from the kernel (Linux), kept as a figure:
//! `peak prove K RULES`, `peak verify K RULES`, `peak commit LINES`.
//!
//! What the step needs is made by other processes (`peak parameters`, `peak write`, `peak write-proof`), so that it does
//! not count.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use assay_bench_case::ProofFile;
use assay_benches::case_file::proof_file;
use assay_benches::parameters::{self, Parameters};
use assay_benches::{facts, holdings};
use assay_circuits::Shape;
use assay_holdings::{aggregate, Index};
use assay_testkit::proofs::Case;

const USAGE: &str = "usage: peak prove K RULES | verify K RULES | commit LINES";

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (name, elapsed) = match words[..] {
        ["prove", k, rules] => {
            let shape = shape(k, rules)?;
            own(&["parameters", k, rules])?;
            (format!("prove-{k}-{rules}"), prove(shape)?)
        }
        ["verify", k, rules] => {
            let file = temporary("proof");
            own(&["write-proof", k, rules, &file.to_string_lossy()])?;
            let elapsed = verify(shape(k, rules)?, &file);
            fs::remove_file(&file)?;
            (format!("verify-{k}-{rules}"), elapsed?)
        }
        ["commit", lines] => {
            let file = temporary("holdings");
            own(&["write", lines, &file.to_string_lossy()])?;
            let elapsed = commit(&file);
            fs::remove_file(&file)?;
            (format!("commit-{lines}"), elapsed?)
        }
        ["parameters", k, rules] => return Parameters::of(shape(k, rules)?).map(drop),
        ["write", lines, file] => return Ok(fs::write(file, holdings::csv(lines.parse()?, 200))?),
        ["write-proof", k, rules, file] => return write_proof(shape(k, rules)?, Path::new(file)),
        _ => return Err(USAGE.into()),
    };
    let peak = peak()?;
    facts::record(&format!("memory/{name}-kib"), peak)?;
    println!("{}: {elapsed:.0?}, peak memory {peak} KiB", words.join(" "));
    Ok(())
}

fn shape(k: &str, rules: &str) -> Outcome<Shape> {
    Ok(Shape::new(k.parse()?, rules.parse()?)?)
}

fn temporary(what: &str) -> PathBuf {
    std::env::temp_dir().join(format!("assay-peak-{}.{what}", std::process::id()))
}

/// Runs another step of this program.
fn own(arguments: &[&str]) -> Outcome<()> {
    let status = Command::new(std::env::current_exe()?)
        .args(arguments)
        .status()?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("peak {} failed", arguments.join(" ")).into()),
    }
}

/// The most memory that this process ever had, in KiB.
fn peak() -> Outcome<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .ok_or("the kernel does not tell")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

fn case(prover: &assay_prover::low_level::Prover) -> Case {
    let shape = prover.shape();
    Case::with_committer(prover.committer(), shape, shape.buckets(), 4, 1, 1)
}

fn prove(shape: Shape) -> Outcome<Duration> {
    let prover = Parameters::of(shape)?.prover()?;
    let case = case(&prover);
    let start = Instant::now();
    case.prove(&prover);
    Ok(start.elapsed())
}

fn write_proof(shape: Shape, file: &Path) -> Outcome<()> {
    let prover = Parameters::of(shape)?.prover()?;
    let case = case(&prover);
    let proof = case.prove(&prover);
    Ok(fs::write(file, proof_file(case, proof).to_bytes()?)?)
}

fn verify(shape: Shape, file: &Path) -> Outcome<Duration> {
    let key = parameters::key(shape)?;
    let file = ProofFile::from_bytes(&fs::read(file)?).ok_or("the proof file is damaged")?;
    let start = Instant::now();
    file.verify(&key)?;
    Ok(start.elapsed())
}

fn commit(file: &Path) -> Outcome<Duration> {
    let book = holdings::book(200)?;
    let index = Index::new(&book, holdings::CUSTODIAN)?;
    let start = Instant::now();
    let sums = aggregate(std::io::BufReader::new(fs::File::open(file)?), &index)?;
    assay_prover::commit(&book, index.custodian(), &sums.quantities)?;
    Ok(start.elapsed())
}
