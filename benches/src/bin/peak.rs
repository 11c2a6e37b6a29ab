//! Peak memory of one step, from the kernel (Linux): `peak prove K RULES`, `peak commit LINES`.

use std::error::Error;
use std::fs;
use std::time::Instant;

use assay_benches::holdings;
use assay_benches::statements::Case;
use assay_circuits::Shape;
use assay_prover::custody;
use assay_prover::holdings::{aggregate, Index};
use assay_prover::proof::Prover;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |i: usize| -> Result<usize, Box<dyn Error>> {
        let text = arguments
            .get(i)
            .ok_or("usage: peak prove K RULES | commit LINES")?;
        Ok(text.parse()?)
    };
    let step = arguments.first().map_or("", String::as_str);
    let start;
    match step {
        "prove" => {
            let shape = Shape::new(number(1)? as u32, number(2)?)?;
            let prover = Prover::new(shape)?;
            let case = Case::new(shape, shape.buckets(), 4, 1, 1);
            start = Instant::now();
            case.prove(&prover);
        }
        "commit" => {
            // Through a file: the holdings themselves must not count.
            let lines = number(1)?;
            let book = holdings::book(200)?;
            let path = std::env::temp_dir().join(format!("assay-peak-{}", std::process::id()));
            let writer = std::process::Command::new(std::env::current_exe()?)
                .args(["write", &lines.to_string()])
                .arg(&path)
                .status()?;
            if !writer.success() {
                return Err("cannot write the holdings".into());
            }
            let index = Index::new(&book, holdings::CUSTODIAN)?;
            start = Instant::now();
            let file = std::io::BufReader::new(fs::File::open(&path)?);
            let sums = aggregate(file, &index)?;
            custody::commit(&book, &index, &sums)?;
            fs::remove_file(&path)?;
        }
        "write" => {
            let path = arguments.get(2).ok_or("usage: peak write LINES FILE")?;
            fs::write(path, holdings::csv(number(1)?, 200))?;
            return Ok(());
        }
        _ => return Err("usage: peak prove K RULES | commit LINES".into()),
    }
    let elapsed = start.elapsed();
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .ok_or("the kernel does not tell")?;
    println!(
        "{}: {:.0?}, peak memory {}",
        arguments.join(" "),
        elapsed,
        peak.trim()
    );
    Ok(())
}
