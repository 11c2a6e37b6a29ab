//! `halo2_proofs` with `halo2_gadgets`: the circuit most teams would write, upstream prover, upstream verifier.
//!
//! **Configuration.** Quantities are committed with the Poseidon gadget (`P128Pow5T3`), three in a field element, with a
//! salt. Quantities and slacks (three 64-bit words) are cut into bytes by a lookup. The rules are running sums. Weights
//! and bounds change every period; in fixed columns they would need a new verifying key each time, so they are
//! instance columns, which upstream commits to in every proof and every verification.
//!
//! Columns trade against rows: several lanes side by side, each with its own Poseidon chip and lookup, in fewer rows.
//! Seconds of processor time on one machine:
//!
//! | lanes | `k` | prove | verify | proof |
//! |---|---|---|---|---|
//! | 1 | 11 | 1.07 | 0.037 | 3,264 bytes |
//! | 2 | 10 | 0.86 | 0.027 | 5,120 bytes |
//! | 4 | 9 | 0.72 | 0.026 | 9,024 bytes |
//!
//! Four lanes are measured, as they prove fastest; eight do not fit in `k = 8`, which lacks three rows. By count of rows
//! every other choice needs twice the rows or more: quantities hashed one by one are 1,160 rows a lane, not 440;
//! `LookupRangeCheckConfig` takes ten rows a word with 10-bit lookups and nine with 8-bit ones, against eight of
//! the byte column here; a table of 16-bit words alone takes `k = 17`.
//!
//! Prover and verifier use all cores.
//!
//! **What it lacks.** Digests do not add up: a custodian cannot sign a commitment to its own rows that the proof opens
//! together with those of others, unless the circuit hashes once a custodian; here one party commits to everything. A
//! digest is not refreshed: two proofs of one digest can be linked. No signatures, no documents, no context: the
//! relation only.

mod circuit;
mod witness;

use assay_circuits::Shape;
use ff::{Field, PrimeField};
use halo2_proofs::circuit::Value;
use halo2_proofs::plonk::{
    create_proof, keygen_pk, keygen_vk, verify_proof, ProvingKey, SingleVerifier,
};
use halo2_proofs::poly::commitment::Params;
use halo2_proofs::transcript::{Blake2bRead, Blake2bWrite, Challenge255};
use num_bigint::BigInt;
use pasta_curves::{EqAffine, Fp};
use rand::rngs::SysRng;
use rand_core::UnwrapErr;
use thiserror::Error;

use super::limits::{self, LimitError};
use super::Inequalities;
use circuit::Relation;
use witness::{instance, Secrets, LANES, ROWS, SHAPE};

/// Logarithm of the rows of the circuit.
const K: u32 = 9;

/// Why there is no proof, or why it is refused.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The circuit is built for another shape.
    #[error("the circuit is for shape {SHAPE}, found {found}")]
    Shape {
        /// The shape asked for.
        found: Shape,
    },
    /// The public part is not of the shape, or outside its limits.
    #[error(transparent)]
    Limits(#[from] LimitError),
    /// Prover: not one quantity a row.
    #[error("expected {ROWS} quantities, found {found}")]
    Quantities {
        /// Quantities given.
        found: usize,
    },
    /// Prover: a rule does not hold.
    #[error("a rule does not hold: its slack is negative or has more than 192 bits")]
    RuleBroken,
    /// A digest is not the canonical encoding of a field element.
    #[error("a digest is not a canonical field element")]
    Digest,
    /// Bytes follow the proof.
    #[error("{0} bytes follow the proof")]
    TrailingBytes(usize),
    /// Upstream's error: keys cannot be made, or the proof is malformed or does not verify.
    #[error("halo2: {0}")]
    Halo2(#[from] halo2_proofs::plonk::Error),
}

/// A proof, with the commitments it is about.
#[derive(Clone, Debug)]
pub struct Proof {
    /// Poseidon of the quantities of each lane and a salt, as canonical field elements, little endian.
    pub digests: [[u8; 32]; LANES],
    /// The proof, in upstream's encoding.
    pub bytes: Vec<u8>,
}

impl Proof {
    /// Bytes of the digests.
    pub fn commitment_bytes(&self) -> usize {
        self.digests.as_flattened().len()
    }

    /// Bytes of everything else.
    pub fn proof_bytes(&self) -> usize {
        self.bytes.len()
    }
}

/// Parameters and keys of the circuit.
pub struct Halo2 {
    params: Params<EqAffine>,
    key: ProvingKey<EqAffine>,
}

impl Halo2 {
    /// Derives parameters and keys. Nothing is secret.
    ///
    /// # Errors
    /// [`Error::Shape`] for any shape but the standard (8,8).
    pub fn setup(shape: Shape) -> Result<Halo2, Error> {
        if shape != SHAPE {
            return Err(Error::Shape { found: shape });
        }
        let params = Params::new(K);
        let relation = Relation {
            secrets: Value::unknown(),
        };
        let key = keygen_vk(&params, &relation)?;
        let key = keygen_pk(&params, key, &relation)?;
        Ok(Halo2 { params, key })
    }

    /// Commits to the quantities and proves the rules.
    ///
    /// # Errors
    /// [`Error::Limits`], [`Error::Quantities`] or [`Error::RuleBroken`] if the statement is not one that holds.
    pub fn prove(&self, statement: &Inequalities) -> Result<Proof, Error> {
        let (secrets, instance) = assign(statement)?;
        let digests = secrets.each_ref().map(|lane| lane.digest().to_repr());
        let instance: Vec<&[Fp]> = instance.iter().map(Vec::as_slice).collect();
        let secrets = Value::known(secrets);
        let mut transcript = Blake2bWrite::<_, _, Challenge255<_>>::init(Vec::new());
        create_proof(
            &self.params,
            &self.key,
            &[Relation { secrets }],
            &[&instance],
            UnwrapErr(SysRng),
            &mut transcript,
        )?;
        Ok(Proof {
            digests,
            bytes: transcript.finalize(),
        })
    }

    /// Verifies with upstream's verifier.
    ///
    /// # Errors
    /// [`Error::Limits`], [`Error::Digest`], [`Error::TrailingBytes`] or [`Error::Halo2`].
    pub fn verify(
        &self,
        weights: &[Vec<i128>],
        bounds: &[BigInt],
        proof: &Proof,
    ) -> Result<(), Error> {
        limits::check(SHAPE, weights, bounds)?;
        let digests: Option<Vec<Fp>> = proof
            .digests
            .iter()
            .map(|digest| Fp::from_repr(*digest).into_option())
            .collect();
        let instance = instance(&digests.ok_or(Error::Digest)?, weights, bounds);
        let instance: Vec<&[Fp]> = instance.iter().map(Vec::as_slice).collect();
        let mut rest = &proof.bytes[..];
        let mut transcript = Blake2bRead::<_, _, Challenge255<_>>::init(&mut rest);
        let strategy = SingleVerifier::new(&self.params);
        let key = self.key.get_vk();
        verify_proof(&self.params, key, strategy, &[&instance], &mut transcript)?;
        match rest.len() {
            0 => Ok(()),
            trailing => Err(Error::TrailingBytes(trailing)),
        }
    }
}

/// The witness with fresh salts, and the instance columns.
fn assign(statement: &Inequalities) -> Result<([Secrets; LANES], Vec<Vec<Fp>>), Error> {
    limits::check(SHAPE, &statement.weights, &statement.bounds)?;
    if statement.quantities.len() != ROWS {
        let found = statement.quantities.len();
        return Err(Error::Quantities { found });
    }
    let words = statement.slack_words().ok_or(Error::RuleBroken)?;
    let salt = || Fp::random(&mut UnwrapErr(SysRng));
    let secrets = Secrets::lanes(&statement.quantities, &words, salt);
    let digests = secrets.each_ref().map(Secrets::digest);
    let instance = instance(&digests, &statement.weights, &statement.bounds);
    Ok((secrets, instance))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
