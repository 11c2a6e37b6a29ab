//! Groth16 over BN254 with `ark-groth16`: constant proofs, paid for with a trusted setup.
//!
//! **Configuration.** Weights and bounds change every period. As constants of the circuit they would need a new trusted
//! setup each time; as 1,800 public inputs a sum over 1,800 points in every verification; hashed inside the circuit,
//! tens of thousands of constraints. So the statement is folded outside, by two challenges.
//!
//! 1. The prover commits to quantities `q_j` and slacks `s_k` with Poseidon. A challenge `r` is hashed from both digests
//!    and all weights and bounds, and the eight inequalities become one equation
//!    `sum_j c_j q_j = sum_k r^k (b_k + s_k)` with `c_j = sum_k r^k w_kj`. One that fails survives with probability
//!    `8 / 2^254`.
//! 2. Rows are laid out in 15 columns of 15. The prover commits to the 29 coefficients of `sum_b Q_b(X) C_b(X)`, where
//!    `Q_b` has the quantities of a column as coefficients and `C_b` its folded weights in the opposite order: the
//!    middle one is `sum_j c_j q_j`. A challenge `x` is hashed from the digest, and the circuit compares both sides at
//!    `x`. A wrong product survives with probability `28 / 2^254`.
//!
//! The circuit opens three digests, checks 64 bits a quantity and 177 a slack, and does about 300 multiplications for
//! all the rest. It has 21 public inputs, six and the 15 values `C_b(x)`, and one key serves every period. With all
//! `c_j` as inputs, without the second step, a proof is 32 bytes shorter and some 1,400 constraints less, and
//! verification takes more than twice as long.
//!
//! The verifier sums its inputs with the multi-scalar multiplication of `ark-ec`, as the loop in `ark-groth16` is
//! slower, and leaves the equation to `ark-groth16`. The prover keeps the constraint matrices, so a proof only assigns.
//! All `parallel` features are on; `asm` is too, and acts where the compiler may use BMI2 and ADX:
//! a proof then takes some 5 % less.
//!
//! **What it lacks.** The key is trusted: who knows the randomness of [`setup`] proves anything, and each shape needs a
//! ceremony. BN254 has about 100 bits of security. Poseidon digests do not add up: quantities of several custodians
//! under one digest need one party that knows them all. No signatures, no documents, no aggregation: the relation only.
//! And as it is here to be measured, it does not wipe its secrets.

mod challenge;
mod circuit;
mod poseidon;

use ark_bn254::{Bn254, Fr, G1Projective};
use ark_crypto_primitives::sponge::poseidon::PoseidonConfig;
use ark_ec::VariableBaseMSM;
use ark_ff::UniformRand;
use ark_groth16::{Groth16, PreparedVerifyingKey, Proof};
use ark_relations::gr1cs::{
    ConstraintSynthesizer, ConstraintSystem, ConstraintSystemRef, Matrix, OptimizationGoal,
    SynthesisError, SynthesisMode, R1CS_PREDICATE_LABEL,
};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize, SerializationError};
use ark_std::rand::{CryptoRng, RngCore};
use assay_circuits::Shape;
use num_bigint::BigInt;
use thiserror::Error;

use super::{limits, Inequalities};
use challenge::{Folded, Inputs};
use circuit::{digits, Assignment, Relation, QUANTITY_BITS, SLACK_BITS};

/// Why there is no key, no proof or no acceptance.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// Weights or bounds are not those of the shape.
    #[error(transparent)]
    Limits(#[from] limits::LimitError),
    /// Not one quantity a row.
    #[error("expected {expected} quantities, found {found}")]
    Quantities {
        /// Rows of the shape.
        expected: usize,
        /// Quantities given.
        found: usize,
    },
    /// A slack is negative.
    #[error("the inequalities do not hold")]
    Unsatisfied,
    /// The constraint system could not be built.
    #[error("synthesis: {0}")]
    Synthesis(#[from] SynthesisError),
    /// Not the bytes of a proof: wrong length, no point of the curve, or none of the right group.
    #[error("proof encoding: {0}")]
    Encoding(SerializationError),
    /// The proof is of something else.
    #[error("the pairing equation does not hold")]
    Refused,
}

/// A Poseidon digest of all quantities and an opening: hiding and binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commitment(Fr);

impl Commitment {
    /// Bytes of a commitment.
    pub fn size(&self) -> usize {
        self.0.compressed_size()
    }
}

/// The secret that blinds a [`Commitment`].
#[derive(Clone)]
pub struct Opening(Fr);

impl Opening {
    /// A uniform one.
    pub fn random(rng: &mut (impl RngCore + CryptoRng)) -> Opening {
        Opening(Fr::rand(rng))
    }
}

/// The outcome of a trusted setup.
pub struct TrustedKey {
    shape: Shape,
    key: ark_groth16::ProvingKey<Bn254>,
}

/// What the prover needs for every statement of one shape.
pub struct ProvingKey {
    shape: Shape,
    poseidon: PoseidonConfig<Fr>,
    key: ark_groth16::ProvingKey<Bn254>,
    matrices: Vec<Matrix<Fr>>,
    constraints: usize,
}

/// What the verifier needs for every statement of one shape.
pub struct VerifyingKey {
    shape: Shape,
    key: PreparedVerifyingKey<Bn254>,
}

/// The trusted setup of a shape. Whoever keeps the randomness can forge.
///
/// # Errors
/// [`Error::Synthesis`], which no shape gives.
pub fn setup(shape: Shape, rng: &mut (impl RngCore + CryptoRng)) -> Result<TrustedKey, Error> {
    let poseidon = poseidon::parameters();
    let relation = Relation {
        poseidon: &poseidon,
        shape,
        assignment: None,
    };
    let key = Groth16::<Bn254>::generate_random_parameters_with_reduction(relation, rng)?;
    Ok(TrustedKey { shape, key })
}

impl TrustedKey {
    /// Bytes of the key, points compressed.
    pub fn size(&self) -> usize {
        self.key.compressed_size()
    }

    /// What the verifier keeps of it.
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey {
            shape: self.shape,
            key: ark_groth16::prepare_verifying_key(&self.key.vk),
        }
    }

    /// Adds the constraint matrices.
    ///
    /// # Errors
    /// [`Error::Synthesis`], which no shape gives.
    pub fn into_proving_key(self) -> Result<ProvingKey, Error> {
        let poseidon = poseidon::parameters();
        let relation = Relation {
            poseidon: &poseidon,
            shape: self.shape,
            assignment: None,
        };
        let cs = synthesize(relation, SynthesisMode::Setup)?;
        let matrices = cs
            .to_matrices()?
            .remove(R1CS_PREDICATE_LABEL)
            .ok_or(SynthesisError::PredicateNotFound)?;
        Ok(ProvingKey {
            shape: self.shape,
            poseidon,
            key: self.key,
            matrices,
            constraints: cs.num_constraints(),
        })
    }
}

impl ProvingKey {
    /// Rank-1 constraints of the relation.
    pub fn constraints(&self) -> usize {
        self.constraints
    }

    /// Commits to quantities.
    ///
    /// # Errors
    /// [`Error::Quantities`] if there is not one a row.
    pub fn commit(&self, quantities: &[u64], opening: &Opening) -> Result<Commitment, Error> {
        self.check(quantities)?;
        self.digest(opening.0, &poseidon::pack(quantities))
            .map(Commitment)
    }

    /// Proves that the quantities in `commitment` satisfy the inequalities.
    ///
    /// A commitment to other quantities, or with another opening, gives a proof that nobody accepts.
    ///
    /// # Errors
    /// [`Error::Unsatisfied`] if they do not, [`Error::Limits`] and [`Error::Quantities`] if they are not of the shape.
    pub fn prove(
        &self,
        statement: &Inequalities,
        commitment: Commitment,
        opening: &Opening,
        rng: &mut (impl RngCore + CryptoRng),
    ) -> Result<Vec<u8>, Error> {
        limits::check(self.shape, &statement.weights, &statement.bounds)?;
        self.check(&statement.quantities)?;
        let slacks = statement.slack_words().ok_or(Error::Unsatisfied)?;
        let [slack_opening, product_opening] = [Fr::rand(rng), Fr::rand(rng)];
        let packed: Vec<Fr> = slacks.iter().flat_map(|s| poseidon::pack(s)).collect();
        let slack_digest = self.digest(slack_opening, &packed)?;
        let (weights, bounds) = (&statement.weights, &statement.bounds);
        let folded = Folded::new(weights, bounds, commitment.0, slack_digest);
        let quantities: Vec<Fr> = statement.quantities.iter().map(|q| Fr::from(*q)).collect();
        let product = folded.product(&quantities);
        let product_digest = self.digest(product_opening, &product)?;
        let assignment = Assignment {
            inputs: folded.evaluate(product_digest),
            quantities: statement
                .quantities
                .iter()
                .map(|q| digits(&[*q], QUANTITY_BITS))
                .collect(),
            slacks: slacks
                .iter()
                .map(|words| digits(words, SLACK_BITS))
                .collect(),
            product,
            opening: opening.0,
            slack_opening,
            product_opening,
        };
        let mut bytes = Vec::new();
        for digest in [slack_digest, product_digest] {
            digest
                .serialize_compressed(&mut bytes)
                .map_err(Error::Encoding)?;
        }
        let proof = self.assign(&assignment, rng)?;
        proof
            .serialize_compressed(&mut bytes)
            .map_err(Error::Encoding)?;
        Ok(bytes)
    }

    fn check(&self, quantities: &[u64]) -> Result<(), Error> {
        let (expected, found) = (self.shape.buckets(), quantities.len());
        if expected != found {
            return Err(Error::Quantities { expected, found });
        }
        Ok(())
    }

    fn digest(&self, opening: Fr, elements: &[Fr]) -> Result<Fr, Error> {
        let digest = poseidon::hash(&self.poseidon, &[&[opening], elements].concat());
        Ok(digest.ok_or(SynthesisError::AssignmentMissing)?)
    }

    fn assign(
        &self,
        assignment: &Assignment,
        rng: &mut impl RngCore,
    ) -> Result<Proof<Bn254>, Error> {
        let relation = Relation {
            poseidon: &self.poseidon,
            shape: self.shape,
            assignment: Some(assignment),
        };
        let mode = SynthesisMode::Prove {
            construct_matrices: false,
            generate_lc_assignments: false,
        };
        let cs = synthesize(relation, mode)?;
        let values = [cs.instance_assignment()?, cs.witness_assignment()?].concat();
        Ok(Groth16::<Bn254>::create_proof_with_reduction_and_matrices(
            &self.key,
            Fr::rand(rng),
            Fr::rand(rng),
            &self.matrices,
            cs.num_instance_variables(),
            self.constraints,
            &values,
        )?)
    }
}

impl VerifyingKey {
    /// Verifies that the quantities in `commitment` satisfy the inequalities.
    ///
    /// # Errors
    /// [`Error::Refused`] if the proof is of anything else, [`Error::Encoding`] if it is no proof, [`Error::Limits`] if
    /// the statement is not of the shape.
    pub fn verify(
        &self,
        weights: &[Vec<i128>],
        bounds: &[BigInt],
        commitment: Commitment,
        proof: &[u8],
    ) -> Result<(), Error> {
        limits::check(self.shape, weights, bounds)?;
        let mut bytes = proof;
        let slack_digest = Fr::deserialize_compressed(&mut bytes).map_err(Error::Encoding)?;
        let product_digest = Fr::deserialize_compressed(&mut bytes).map_err(Error::Encoding)?;
        let proof = Proof::deserialize_compressed(&mut bytes).map_err(Error::Encoding)?;
        if !bytes.is_empty() {
            return Err(Error::Encoding(SerializationError::InvalidData));
        }
        let inputs =
            Folded::new(weights, bounds, commitment.0, slack_digest).evaluate(product_digest);
        let sum = self.sum(&inputs)?;
        match Groth16::<Bn254>::verify_proof_with_prepared_inputs(&self.key, &proof, &sum)? {
            true => Ok(()),
            false => Err(Error::Refused),
        }
    }

    /// What `Groth16::prepare_inputs` computes, by one multi-scalar multiplication.
    fn sum(&self, inputs: &Inputs) -> Result<G1Projective, Error> {
        let points = &self.key.vk.gamma_abc_g1;
        let (constant, points) = points
            .split_first()
            .ok_or(SynthesisError::AssignmentMissing)?;
        let sum = G1Projective::msm(points, &inputs.to_vec())
            .map_err(|_| SynthesisError::ArityMismatch)?;
        Ok(sum + constant)
    }
}

fn synthesize(
    relation: Relation<'_>,
    mode: SynthesisMode,
) -> Result<ConstraintSystemRef<Fr>, Error> {
    let cs = ConstraintSystem::new_ref();
    cs.set_optimization_goal(OptimizationGoal::Constraints);
    cs.set_mode(mode);
    relation.generate_constraints(cs.clone())?;
    cs.finalize();
    Ok(cs)
}
