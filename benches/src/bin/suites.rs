//! Proving and verifying in both suites, in turns in one run and on one thread: the medians of the thread's processor time, which
//! other programs do not lengthen, as facts and as a table.
//!
//! `suites [ROUNDS]`: how often each, 21 times if left out.
#![allow(clippy::unwrap_used)]

use assay_benches::facts;
use assay_circuits::Shape;
use assay_prover::low_level::suites::{CompiledSuite, Proof, Prover};
use assay_testkit::proofs::SuiteCase;
use assay_verifier::suites::{Bls12381, Suite, VerifyingKey, Vesta};
use rustix::time::{clock_gettime, ClockId};

/// A suite at one shape, and how long it took so far, in nanoseconds.
struct Runner<S: CompiledSuite> {
    prover: Prover<S>,
    key: VerifyingKey<S>,
    case: SuiteCase<S>,
    prove: Vec<u64>,
    verify: Vec<u64>,
}

impl<S: CompiledSuite> Runner<S> {
    fn new(shape: Shape) -> Self {
        Runner {
            prover: Prover::new(shape).unwrap(),
            key: VerifyingKey::standard(shape).unwrap(),
            case: SuiteCase::new(shape, shape.buckets(), 4, 1, 1),
            prove: Vec::new(),
            verify: Vec::new(),
        }
    }

    fn prove(&mut self) -> Proof<S> {
        let start = processor_time();
        let proof = self.case.prove(&self.prover);
        self.prove.push(processor_time() - start);
        proof
    }

    fn verify(&mut self, proof: &Proof<S>) {
        let start = processor_time();
        self.case.verify(&self.key, proof).unwrap();
        self.verify.push(processor_time() - start);
    }

    /// Keeps the medians, and gives them.
    fn medians(&mut self, shape: Shape) -> [u64; 2] {
        let steps = [("prove", &mut self.prove), ("verify", &mut self.verify)];
        steps.map(|(step, times)| {
            times.sort_unstable();
            let median = times[times.len() / 2];
            let name = format!(
                "suites/{}-{step}-{}-{}-ns",
                S::NAME,
                shape.k(),
                shape.rules()
            );
            facts::record(&name, median).unwrap();
            median
        })
    }
}

/// Of this thread, in nanoseconds.
fn processor_time() -> u64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let nanoseconds = i128::from(time.tv_sec) * 1_000_000_000 + i128::from(time.tv_nsec);
    nanoseconds.try_into().unwrap()
}

fn measure(shape: Shape, rounds: usize) {
    let (mut vesta, mut bls) = (Runner::<Vesta>::new(shape), Runner::<Bls12381>::new(shape));
    for _ in 0..rounds {
        let proofs = (vesta.prove(), bls.prove());
        // Verifying takes a fraction of the time.
        for _ in 0..4 {
            vesta.verify(&proofs.0);
            bls.verify(&proofs.1);
        }
    }
    let (vesta, bls) = (vesta.medians(shape), bls.medians(shape));
    for (step, (vesta, bls)) in ["prove", "verify"].iter().zip(vesta.into_iter().zip(bls)) {
        let [vesta_ms, bls_ms] = [vesta, bls].map(|ns| ns as f64 / 1e6);
        println!(
            "{shape} {step:<6} {:>9} {vesta_ms:>8.2} ms  {:>9} {bls_ms:>8.2} ms  {:>5.2} times",
            Vesta::NAME,
            Bls12381::NAME,
            bls_ms / vesta_ms
        );
    }
}

fn main() {
    let rounds = std::env::args().nth(1);
    let rounds = rounds.map_or(21, |rounds| rounds.parse().unwrap());
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1);
    one_thread.build().unwrap().install(|| {
        for shape in Shape::STANDARD {
            if VerifyingKey::<Bls12381>::is_standard(shape) {
                measure(shape, rounds);
            }
        }
    });
}
