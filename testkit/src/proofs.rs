//! Random statements that hold, and proofs of them.

use assay_circuits::Shape;
use assay_prover::low_level::suites::{Blinders, Committer, CompiledSuite, Proof, Prover, Witness};
use assay_statement::{Bound, Program, ProgramRow, ProgramRule};
use assay_verifier::suites::{
    verify_proof, ColumnCommitments, Instance, RerandomizedCommitments, VerifyingKey, Vesta,
};
use assay_verifier::ProofError;
use num_bigint::BigInt;
use rand::rngs::SysRng;
use rand::RngExt;
use rand_chacha::ChaCha20Rng;
use rand_core::{CryptoRng, SeedableRng, UnwrapErr};

/// A reproducible generator.
pub fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

/// A statement in the suite of documents.
pub type Case = SuiteCase<Vesta>;

/// A statement with everything that is needed to prove it.
pub struct SuiteCase<S: CompiledSuite> {
    /// The program.
    pub program: Program,
    /// One a row.
    pub quantities: Vec<u64>,
    /// One set a custodian.
    pub blinders: Vec<Blinders<S>>,
    /// `C_1..C_N`.
    pub commitments: Vec<S::Affine>,
    /// Any scalar: no documents here.
    pub context: S::Scalar,
}

/// A bound from an integer that fits.
pub fn bound(value: &BigInt) -> Bound {
    Bound::try_from(value).unwrap()
}

/// `sum m_j v_j q_j`.
pub fn weighted(program: &Program, multipliers: &[i32], quantities: &[u64]) -> BigInt {
    multipliers
        .iter()
        .zip(&program.rows)
        .zip(quantities)
        .map(|((m, row), q)| BigInt::from(*m) * row.value * q)
        .sum()
}

impl<S: CompiledSuite> SuiteCase<S> {
    /// `rows` rows of `custodians` custodians; every rule holds, with slack `slack`.
    pub fn new(shape: Shape, rows: usize, custodians: u16, slack: u64, seed: u64) -> Self {
        let committer = Committer::new(shape).unwrap();
        Self::with_committer(&committer, shape, rows, custodians, slack, seed)
    }

    /// The same for any shape, with a committer of that shape.
    pub fn with_committer(
        committer: &Committer<S>,
        shape: Shape,
        rows: usize,
        custodians: u16,
        slack: u64,
        seed: u64,
    ) -> Self {
        let mut rng = rng(seed);
        let mut program = Program {
            shape,
            custodians,
            rows: (0..rows)
                .map(|j| ProgramRow {
                    custodian: (j % usize::from(custodians)) as u16,
                    value: rng.random_range(1..=u64::MAX),
                })
                .collect(),
            rules: Vec::new(),
        };
        let quantities: Vec<u64> = (0..rows)
            .map(|_| match rng.random_range(0..4) {
                0 => 0,
                1 => u64::MAX,
                _ => rng.random(),
            })
            .collect();
        // One rule less than the shape has: the last one is padding.
        for _ in 0..shape.rules() - 1 {
            let multipliers: Vec<i32> = (0..rows)
                .map(|_| rng.random_range(-i32::MAX..=i32::MAX))
                .collect();
            let sum = weighted(&program, &multipliers, &quantities);
            program.rules.push(ProgramRule {
                bound: bound(&(sum - slack)),
                multipliers,
            });
        }
        Self::committed(committer, program, quantities, &mut rng)
    }

    /// Commits to `quantities` as honest custodians do.
    pub fn from_program(program: Program, quantities: Vec<u64>, rng: &mut ChaCha20Rng) -> Self {
        let committer = Committer::new(program.shape).unwrap();
        Self::committed(&committer, program, quantities, rng)
    }

    fn committed(
        committer: &Committer<S>,
        program: Program,
        quantities: Vec<u64>,
        rng: &mut ChaCha20Rng,
    ) -> Self {
        let blinders: Vec<_> = (0..program.custodians)
            .map(|_| Blinders::random(rng))
            .collect();
        let commitments = blinders
            .iter()
            .enumerate()
            .map(|(i, blinders)| {
                let own = program
                    .rows
                    .iter()
                    .zip(&quantities)
                    .enumerate()
                    .filter(|(_, (row, _))| usize::from(row.custodian) == i)
                    .map(|(j, (_, q))| (j, *q));
                committer.commit(own, blinders).unwrap()
            })
            .collect();
        SuiteCase {
            program,
            quantities,
            blinders,
            commitments,
            context: S::Scalar::from(rng.random::<u64>()),
        }
    }

    /// A proof with the operating system's randomness.
    pub fn prove(&self, prover: &Prover<S>) -> Proof<S> {
        self.prove_with(prover, UnwrapErr(SysRng))
    }

    /// A proof whose randomness the test knows.
    pub fn prove_with(&self, prover: &Prover<S>, rng: impl CryptoRng) -> Proof<S> {
        let witness = Witness {
            quantities: &self.quantities,
            blinders: &self.blinders,
        };
        prover
            .prove(
                &self.program,
                &self.commitments,
                self.context,
                &witness,
                rng,
            )
            .unwrap()
    }

    /// What a proof of this case is about.
    pub fn instance<'a>(
        &'a self,
        refreshed: RerandomizedCommitments<S>,
        columns: &'a ColumnCommitments<S>,
    ) -> Instance<'a, S> {
        Instance {
            program: &self.program,
            custodian_commitments: &self.commitments,
            rerandomized: refreshed,
            columns,
            context: self.context,
        }
    }

    /// Verifies a proof of this case.
    pub fn verify(&self, key: &VerifyingKey<S>, proof: &Proof<S>) -> Result<(), ProofError> {
        let instance = self.instance(proof.refreshed, &proof.columns);
        verify_proof(key, &instance, &proof.bytes)
    }
}
