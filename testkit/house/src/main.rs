//! Prints each crate's share of the product and every circle of files; fails if there is a circle, or if a crate, a file or a
//! function is too large.
//!
//! `cargo run -p assay-house`, from the root of the project.

use std::path::Path;
use std::process::ExitCode;

use assay_house::{circles, crate_files, function_lengths, imports, lines, SourceFile, WalkError};

/// The product: the root of each crate.
const PRODUCT: [&str; 19] = [
    "circuits",
    "statement",
    "native-field",
    "verifier",
    "prover",
    "ingest/lines",
    "ingest/holdings",
    "ingest/book",
    "ingest/supply",
    "cli",
    "embed/json",
    "embed/evm",
    "embed/c",
    "embed/python",
    "embed/bare",
    "embed/web/wasm",
    "contracts/cosmwasm",
    // Not product, but without circles too.
    "testkit",
    "testkit/house",
];

/// How many of the list above count as product.
const COUNTED: usize = 16;

/// Largest share of a crate, in percent.
const MAX_SHARE: usize = 25;

/// Most lines of a file.
const MAX_LINES: usize = 400;

/// Most lines of a function of the product.
const MAX_FUNCTION_LINES: usize = 60;

fn main() -> ExitCode {
    match look() {
        Ok(0) => ExitCode::SUCCESS,
        Ok(faults) => {
            eprintln!("the house has {faults} faults");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn look() -> Result<usize, WalkError> {
    let mut faults = 0;
    let mut sizes = Vec::new();
    let mut count = 0;
    for root in PRODUCT {
        let src = Path::new(root).join("src");
        let files = crate_files(&src)?;
        faults += files.iter().map(too_long).sum::<usize>();
        let imports = imports(&files);
        let found = circles(&imports);
        for circle in &found {
            println!("circle of {} files in {root}:", circle.len());
            for at in circle {
                for to in imports[*at].iter().filter(|to| circle.contains(to)) {
                    let [from, to] = [*at, *to].map(|at| files[at].path.display());
                    println!("  {from} -> {to}");
                }
            }
        }
        count += found.len();
        sizes.push((root, lines(&src)?));
    }
    faults += count;
    println!("circles of files: {count}");
    sizes.truncate(COUNTED);
    let all: usize = sizes.iter().map(|(_, lines)| lines).sum();
    println!("lines of the product, tests apart: {all}");
    for (root, lines) in sizes {
        let percent = lines * 100 / all.max(1);
        println!("{root:<20} {lines:>6} {percent:>3} %");
        faults += usize::from(lines * 100 > MAX_SHARE * all);
    }
    Ok(faults)
}

/// Prints what is too long of a file, and gives how many faults that is.
fn too_long(file: &SourceFile) -> usize {
    let path = file.path.display();
    let lines = file.text.lines().count();
    let mut faults = 0;
    if lines > MAX_LINES {
        println!("{path}: {lines} lines, at most {MAX_LINES}");
        faults += 1;
    }
    for function in function_lengths(file) {
        if function.lines > MAX_FUNCTION_LINES {
            let (name, lines) = (function.name, function.lines);
            println!("{path}: function {name} has {lines} lines, at most {MAX_FUNCTION_LINES}");
            faults += 1;
        }
    }
    faults
}
