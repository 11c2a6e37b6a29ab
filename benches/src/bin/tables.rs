//! Writes `benches/README.md` and its plots from what the benches measured: `tables [--partial] [--out FOLDER]`.
//!
//! Every figure must be there; with `--partial`, those that are not are "not run".

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use assay_benches::tables::{self, Figures};

const USAGE: &str = "usage: tables [--partial] [--out FOLDER]";

fn main() -> ExitCode {
    match run() {
        Ok(readme) => {
            println!("wrote {}", readme.display());
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("tables: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<PathBuf, String> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = package.to_path_buf();
    let mut partial = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--partial" => partial = true,
            "--out" => out = PathBuf::from(arguments.next().ok_or(USAGE)?),
            _ => return Err(USAGE.into()),
        }
    }
    let limbs = package.join("limbs.tsv");
    tables::write(&Figures::new(partial), &limbs, &out).map_err(|error| error.to_string())?;
    Ok(out.join("README.md"))
}
