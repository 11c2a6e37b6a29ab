//! `bulletproofs`: one aggregated range proof over Pedersen commitments that add up to the rules.
//!
//! **Configuration.** Every quantity and every 64-bit word of a slack has a commitment of its own, `V = v B + r B'`. The
//! range proof shows that each opens to 64 bits. Aggregation needs a power of two: 225 quantities and 24 words are
//! padded to 256 with commitments to zero, which nobody sends. The rules cost no proof: the prover chooses the
//! blinder of every lowest word such that, between points,
//!
//! `sum_j w_kj V_j - b_k B = W_k0 + 2^64 W_k1 + 2^128 W_k2`.
//!
//! The verifier folds these equations with a challenge into one multi-scalar multiplication of 250 points, beside the
//! one of 33,000 for the range proof. Integers below `2^192` cannot wrap modulo the group order, so what holds between
//! points holds between integers. The transcript takes in weights and bounds first.
//!
//! Generators are made by [`Bulletproofs::setup`], not in a proof. A proof includes making the commitments. The crate
//! has no parallel code; the prover here runs the parties of its aggregation protocol on all cores, which is the
//! smaller part of a proof: the inner-product argument stays on one core, and so does the whole verifier. Field
//! arithmetic uses AVX2 where the processor has it.
//!
//! **What it lacks.** Commitments grow with the rows: 32 bytes a quantity, 7,200 for 225, where a custodian would sign one
//! point; with a list per custodian no own-rows tag is needed, but every signature covers the list. They are not
//! refreshed: two proofs about the same commitments can be linked. The verifier is linear in 64 bits times 256 values,
//! and the crate cannot verify proofs in batches. No signatures, no documents, no context: the relation only.

use assay_circuits::Shape;
use bulletproofs::range_proof_mpc::{dealer::Dealer, party::Party, MPCError};
use bulletproofs::{BulletproofGens, PedersenGens, ProofError, RangeProof};
use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::{Identity, IsIdentity, VartimeMultiscalarMul};
use merlin::Transcript;
use num_bigint::{BigInt, Sign};
use rand::Rng;
use rayon::prelude::*;
use thiserror::Error;

use super::limits::{self, LimitError};
use super::Inequalities;

/// Bits of a quantity and of a word.
const BITS: usize = 64;

/// Words of a slack.
const WORDS: usize = 3;

/// Why there is no proof, or why it is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// The public part is not of the shape, or outside its limits.
    #[error(transparent)]
    Limits(#[from] LimitError),
    /// Prover: not one quantity a row.
    #[error("expected {expected} quantities, found {found}")]
    Quantities {
        /// Rows of the shape.
        expected: usize,
        /// Quantities given.
        found: usize,
    },
    /// Prover: a rule does not hold.
    #[error("a rule does not hold: its slack is negative or has more than 192 bits")]
    RuleBroken,
    /// Prover: the aggregation protocol failed.
    #[error("range proof: {0}")]
    Aggregation(#[from] MPCError),
    /// The proof has not the number of commitments the statement needs.
    #[error("expected {expected} commitments, found {found}")]
    Commitments {
        /// Quantities and slack words of the shape.
        expected: usize,
        /// Commitments given.
        found: usize,
    },
    /// The range proof is malformed or does not verify.
    #[error("range proof: {0}")]
    RangeProof(#[from] ProofError),
    /// The commitments do not add up to the rules.
    #[error("the commitments do not satisfy the rules")]
    Rules,
}

/// A proof, with the commitments it is about.
#[derive(Clone, Debug)]
pub struct Proof {
    /// One a quantity.
    pub commitments: Vec<CompressedRistretto>,
    /// Three a rule, lowest word first.
    pub word_commitments: Vec<CompressedRistretto>,
    /// The aggregated range proof of both, in the crate's encoding.
    pub range_proof: Vec<u8>,
}

impl Proof {
    /// Bytes of the commitments to quantities.
    pub fn commitment_bytes(&self) -> usize {
        32 * self.commitments.len()
    }

    /// Bytes of everything else: the range proof and the commitments to slack words.
    pub fn proof_bytes(&self) -> usize {
        self.range_proof.len() + 32 * self.word_commitments.len()
    }
}

/// The generators for one shape.
pub struct Bulletproofs {
    shape: Shape,
    /// Values in the aggregate: a power of two.
    values: usize,
    generators: BulletproofGens,
    pedersen: PedersenGens,
}

impl Bulletproofs {
    /// Derives the generators. Nothing is secret.
    pub fn setup(shape: Shape) -> Bulletproofs {
        let values = (shape.buckets() + WORDS * shape.rules()).next_power_of_two();
        Bulletproofs {
            shape,
            values,
            generators: BulletproofGens::new(BITS, values),
            pedersen: PedersenGens::default(),
        }
    }

    /// Commits to the quantities and to the slacks, and proves the rules.
    ///
    /// # Errors
    /// [`Error::Limits`], [`Error::Quantities`] or [`Error::RuleBroken`] if the statement is not one that holds.
    pub fn prove(&self, statement: &Inequalities) -> Result<Proof, Error> {
        limits::check(self.shape, &statement.weights, &statement.bounds)?;
        let rows = self.shape.buckets();
        if statement.quantities.len() != rows {
            return Err(Error::Quantities {
                expected: rows,
                found: statement.quantities.len(),
            });
        }
        let words = statement.slack_words().ok_or(Error::RuleBroken)?;
        let mut values = statement.quantities.clone();
        values.extend(words.iter().flatten());
        self.prove_values(statement, values)
    }

    /// Proves for any quantities and words; whether they satisfy the rules is the verifier's to find.
    fn prove_values(&self, statement: &Inequalities, mut values: Vec<u64>) -> Result<Proof, Error> {
        let (rows, used) = (self.shape.buckets(), values.len());
        values.resize(self.values, 0);
        let mut blinders: Vec<Scalar> = (0..rows).map(|_| random()).collect();
        for weights in &statement.weights {
            let terms = weights.iter().zip(&blinders);
            let sum: Scalar = terms.map(|(w, r)| weight_scalar(*w) * r).sum();
            let (middle, high) = (random(), random());
            let low = sum - power(64) * middle - power(128) * high;
            blinders.extend([low, middle, high]);
        }
        blinders.resize(self.values, Scalar::ZERO);

        let mut transcript = transcript(&statement.weights, &statement.bounds);
        let (range_proof, mut commitments) = self.aggregate(&mut transcript, &values, &blinders)?;
        commitments.truncate(used);
        let word_commitments = commitments.split_off(rows);
        Ok(Proof {
            commitments,
            word_commitments,
            range_proof: range_proof.to_bytes(),
        })
    }

    /// [`RangeProof::prove_multiple`] with its parties on all cores.
    fn aggregate(
        &self,
        transcript: &mut Transcript,
        values: &[u64],
        blinders: &[Scalar],
    ) -> Result<(RangeProof, Vec<CompressedRistretto>), Error> {
        let (generators, pedersen) = (&self.generators, &self.pedersen);
        let dealer = Dealer::new(generators, pedersen, transcript, BITS, values.len())?;
        let joined: Vec<_> = (0..values.len())
            .into_par_iter()
            .map(|j| {
                Party::new(generators, pedersen, values[j], blinders[j], BITS)?.assign_position(j)
            })
            .collect::<Result<_, _>>()?;
        let (parties, bits): (Vec<_>, Vec<_>) = joined.into_iter().unzip();
        // Again, for the messages keep theirs to themselves: 0.3 % of a proof.
        let commitments = values
            .par_iter()
            .zip(blinders)
            .map(|(v, r)| pedersen.commit(Scalar::from(*v), *r).compress())
            .collect();
        let (dealer, challenge) = dealer.receive_bit_commitments(bits)?;
        let challenged: Vec<_> = parties
            .into_par_iter()
            .map(|party| party.apply_challenge(&challenge))
            .collect();
        let (parties, polynomials): (Vec<_>, Vec<_>) = challenged.into_iter().unzip();
        let (dealer, challenge) = dealer.receive_poly_commitments(polynomials)?;
        let shares: Vec<_> = parties
            .into_par_iter()
            .map(|party| party.apply_challenge(&challenge))
            .collect::<Result<_, _>>()?;
        Ok((dealer.receive_trusted_shares(&shares)?, commitments))
    }

    /// Verifies the range proof and the rules.
    ///
    /// # Errors
    /// [`Error::Limits`], [`Error::Commitments`], [`Error::RangeProof`] or [`Error::Rules`].
    pub fn verify(
        &self,
        weights: &[Vec<i128>],
        bounds: &[BigInt],
        proof: &Proof,
    ) -> Result<(), Error> {
        limits::check(self.shape, weights, bounds)?;
        let (rows, rules) = (self.shape.buckets(), self.shape.rules());
        for (expected, commitments) in [
            (rows, &proof.commitments),
            (WORDS * rules, &proof.word_commitments),
        ] {
            let found = commitments.len();
            if found != expected {
                return Err(Error::Commitments { expected, found });
            }
        }
        let mut commitments = [&proof.commitments[..], &proof.word_commitments[..]].concat();
        commitments.resize(self.values, CompressedRistretto::identity());

        let mut transcript = transcript(weights, bounds);
        RangeProof::from_bytes(&proof.range_proof)?.verify_multiple(
            &self.generators,
            &self.pedersen,
            &mut transcript,
            &commitments,
            BITS,
        )?;

        // Every equation times its own power of a challenge that comes after all of them.
        let mut wide = [0; 64];
        transcript.challenge_bytes(b"rules", &mut wide);
        let challenge = Scalar::from_bytes_mod_order_wide(&wide);
        let mut scalars = vec![Scalar::ZERO; rows];
        let mut fold = Scalar::ONE;
        let mut base = Scalar::ZERO;
        for (weights, bound) in weights.iter().zip(bounds) {
            for (scalar, weight) in scalars.iter_mut().zip(weights) {
                *scalar += fold * weight_scalar(*weight);
            }
            scalars.extend([-fold, -fold * power(64), -fold * power(128)]);
            base -= fold * bound_scalar(bound);
            fold *= challenge;
        }
        scalars.push(base);
        let sum = RistrettoPoint::optional_multiscalar_mul(
            scalars,
            commitments[..rows + WORDS * rules]
                .iter()
                .map(CompressedRistretto::decompress)
                .chain([Some(self.pedersen.B)]),
        );
        match sum {
            Some(sum) if sum.is_identity() => Ok(()),
            _ => Err(Error::Rules),
        }
    }
}

/// A transcript about this statement and no other.
fn transcript(weights: &[Vec<i128>], bounds: &[BigInt]) -> Transcript {
    let mut transcript = Transcript::new(b"assay peer: linear inequalities");
    for (weights, bound) in weights.iter().zip(bounds) {
        let weights: Vec<u8> = weights.iter().flat_map(|w| w.to_le_bytes()).collect();
        transcript.append_message(b"weights", &weights);
        transcript.append_message(b"bound", &bound.to_signed_bytes_le());
    }
    transcript
}

/// `2^exponent`, for an exponent below 192.
fn power(exponent: usize) -> Scalar {
    let mut bytes = [0; 32];
    bytes[exponent / 8] = 1 << (exponent % 8);
    Scalar::from_bytes_mod_order(bytes)
}

fn weight_scalar(weight: i128) -> Scalar {
    let magnitude = Scalar::from(weight.unsigned_abs());
    if weight < 0 {
        -magnitude
    } else {
        magnitude
    }
}

/// A bound whose limit was checked.
fn bound_scalar(bound: &BigInt) -> Scalar {
    let (sign, bytes) = bound.to_bytes_le();
    let mut padded = [0; 32];
    for (to, from) in padded.iter_mut().zip(bytes) {
        *to = from;
    }
    let magnitude = Scalar::from_bytes_mod_order(padded);
    if sign == Sign::Minus {
        -magnitude
    } else {
        magnitude
    }
}

fn random() -> Scalar {
    let mut wide = [0; 64];
    rand::rng().fill_bytes(&mut wide);
    Scalar::from_bytes_mod_order_wide(&wide)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape::STANDARD[0];

    /// Verifies a range proof that is right about values that may not be.
    fn verify_with(change: impl FnOnce(&mut Vec<u64>)) -> Result<(), Error> {
        let statement = Inequalities::of(SHAPE);
        let mut values = statement.quantities.clone();
        values.extend(statement.slack_words().unwrap().iter().flatten());
        change(&mut values);
        let peer = Bulletproofs::setup(SHAPE);
        let proof = peer.prove_values(&statement, values).unwrap();
        peer.verify(&statement.weights, &statement.bounds, &proof)
    }

    #[test]
    fn quantities_and_their_slacks_are_accepted() {
        assert_eq!(verify_with(|_| ()), Ok(()));
    }

    #[test]
    fn another_quantity_breaks_the_rules() {
        assert_eq!(verify_with(|values| values[7] ^= 1), Err(Error::Rules));
    }

    #[test]
    fn another_slack_word_breaks_the_rules() {
        let last = SHAPE.buckets() + WORDS * SHAPE.rules() - 1;
        assert_eq!(verify_with(|values| values[last] += 1), Err(Error::Rules));
    }

    #[test]
    fn scalars_are_the_integers() {
        assert_eq!(power(64), Scalar::from(1_u128 << 64));
        assert_eq!(power(128), power(64) * power(64));
        assert_eq!(weight_scalar(-3) + Scalar::from(3_u8), Scalar::ZERO);
        let bound = -(BigInt::from(5_u8) << 128_u32);
        assert_eq!(bound_scalar(&bound), -(Scalar::from(5_u8) * power(128)));
    }
}
