//! Prove and verify times of this tree's limb width, one line of `benches/limbs.tsv` a shape, without its last field:
//! `limbs VARIANT K,RULES...`. `limbs --case FILE K,RULES` writes what `guest` verifies.
//!
//! `benches/limbs` runs it in copies of the tree with other widths; keys are computed, as no embedded key fits those.

use std::error::Error;
use std::fs;
use std::time::{Duration, Instant};

use assay_benches::case_file::{guest_case, proof_file};
use assay_benches::parameters::Parameters;
use assay_circuits::{Shape, DEGREE};
use assay_testkit::proofs::Case;

const USAGE: &str = "usage: limbs VARIANT K,RULES... | --case FILE K,RULES";

/// Proofs timed.
const RUNS: usize = 31;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let variant = arguments.next().ok_or(USAGE)?;
    let file = match variant.as_str() {
        "--case" => Some(arguments.next().ok_or(USAGE)?),
        _ => None,
    };
    for shape in arguments {
        let (k, rules) = shape.split_once(',').ok_or(USAGE)?;
        let shape = Shape::new(k.parse()?, rules.parse()?)?;
        let parameters = Parameters::compute(shape)?;
        let prover = parameters.prover()?;
        let case = Case::with_committer(prover.committer(), shape, shape.buckets(), 4, 1, 1);
        let proof = case.prove(&prover);
        case.verify(&parameters.key, &proof)?;
        if let Some(file) = &file {
            fs::write(file, guest_case(&parameters.key, &proof_file(case, proof))?)?;
            return Ok(());
        }
        let prove = median(RUNS, || {
            case.prove(&prover);
            Ok::<(), std::convert::Infallible>(())
        })?;
        let verify = median(101, || case.verify(&parameters.key, &proof))?;
        println!(
            "{variant}\t{shape}\t{}\t{DEGREE}\t{:.1}\t{:.2}\t{}",
            shape.advice_columns(),
            prove.as_secs_f64() * 1e3,
            verify.as_secs_f64() * 1e3,
            proof.bytes.len(),
        );
    }
    Ok(())
}

/// The median time of a step over `runs` runs, after one that is not counted.
fn median<E>(runs: usize, mut step: impl FnMut() -> Result<(), E>) -> Result<Duration, E> {
    step()?;
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        let start = Instant::now();
        step()?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Ok(times[runs / 2])
}
