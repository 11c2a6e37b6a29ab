//! Verification of one proof, and of many.

use alloc::vec::Vec;

use assay_circuits::columns::{BUCKET, CARRY, LIVE, SHIFT, START};
use assay_circuits::{identities, Cells, Scalar, BLINDERS, FIXED, LIMBS};
use assay_statement::Program;
use ff::{Field, FromUniformBytes, PrimeField};
use pasta_curves::arithmetic::VartimeField;
use pasta_curves::{EqAffine, Fp};

use crate::claim::Claim;
use crate::error::{BatchError, ProofError};
use crate::key::{Key, QUOTIENT_PIECES};
use crate::opening::{self, Commitment, Query};
use crate::parallel;
use crate::public_columns::{self, omega};
use crate::transcript::Transcript;

/// The refreshed commitments `C'` and `H'`: the custodians' sum and tagged sum, with fresh blinders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refreshed {
    /// `C'`, the quantities.
    pub quantities: EqAffine,
    /// `H'`, the tagged quantities.
    pub tagged: EqAffine,
}

/// halo2's commitments to the public columns, from the report. Untrusted: they only feed the transcript, the values
/// are the verifier's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The tag column.
    pub tags: EqAffine,
    /// `K` weight columns.
    pub weights: Vec<EqAffine>,
}

/// What a proof is about.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'a> {
    /// Values, multipliers and bounds.
    pub program: &'a Program,
    /// `C_1..C_N`, in the order of the program's custodians, as the custodians signed them.
    pub custodian_commitments: &'a [EqAffine],
    /// `C'` and `H'`.
    pub refreshed: Refreshed,
    /// Commitments to the public columns.
    pub columns: &'a Columns,
    /// The [`context`](crate::context::context): must bind the program and the commitments.
    pub context: Fp,
}

/// Verifies one proof.
///
/// # Errors
/// Says what is wrong with the program, the encoding or the statement; [`ProofError::Proof`] if the proof is false.
pub fn verify(key: &Key, statement: &Statement<'_>, proof: &[u8]) -> Result<(), ProofError> {
    reduce(key, statement, proof)?.check(key)
}

/// Verifies proofs of one shape together: the part of the work that is linear in `2^k` is done once. With feature `std`,
/// on all cores.
///
/// # Errors
/// Refuses an empty batch, and names the first proof that is refused.
pub fn verify_batch(key: &Key, proofs: &[(Statement<'_>, &[u8])]) -> Result<(), BatchError> {
    if proofs.is_empty() {
        return Err(BatchError::Empty);
    }
    let mut refused = None;
    let mut reduced: Vec<Reduced> = Vec::with_capacity(proofs.len());
    let all = parallel::map(proofs, |_, (statement, proof)| {
        reduce(key, statement, proof)
    });
    for (index, found) in all.into_iter().enumerate() {
        match found {
            Ok(r) => reduced.push(r),
            Err(error) => {
                refused = Some(BatchError::Proof { index, error });
                break;
            }
        }
    }
    // Those before the first that is refused already: one of them may be false, and comes first.
    if !all_hold(key, &reduced) {
        let each = parallel::map(&reduced, |_, r| r.check(key));
        return Err(
            match each.into_iter().enumerate().find(|(_, e)| e.is_err()) {
                Some((index, Err(error))) => BatchError::Proof { index, error },
                _ => BatchError::Inconsistent,
            },
        );
    }
    refused.map_or(Ok(()), Err)
}

/// One multi-scalar multiplication for all of them.
fn all_hold(key: &Key, reduced: &[Reduced]) -> bool {
    // Weights that depend on every transcript: nobody can choose proofs whose faults cancel.
    let mut state = blake2b_simd::Params::new()
        .hash_length(64)
        .personal(b"assay/v1/batch__")
        .to_state();
    for r in reduced {
        state.update(r.fold.to_repr().as_ref());
    }
    let challenge = Fp::from_uniform_bytes(state.finalize().as_array());

    let mut weight = Fp::ONE;
    let mut sum = Claim::new(key.shape.n());
    for r in reduced {
        sum.add_scaled(weight, &r.proof);
        sum.add_scaled(weight * r.fold, &r.refresh);
        weight *= challenge;
    }
    sum.holds_in_parallel(key)
}

/// A proof reduced to two linear equations, and the challenge to fold them with.
struct Reduced {
    proof: Claim,
    refresh: Claim,
    fold: Fp,
}

impl Reduced {
    fn check(&self, key: &Key) -> Result<(), ProofError> {
        let mut claim = self.proof.clone();
        claim.add_scaled(self.fold, &self.refresh);
        if claim.holds(key) {
            return Ok(());
        }
        match self.refresh.holds(key) {
            false => Err(ProofError::Refresh),
            true => Err(ProofError::Proof),
        }
    }
}

/// One pass over the transcript.
fn reduce(key: &Key, statement: &Statement<'_>, proof: &[u8]) -> Result<Reduced, ProofError> {
    let shape = key.shape;
    check_form(key, statement, proof)?;
    let mut transcript = Transcript::new(proof);
    let Refreshed { quantities, tagged } = statement.refreshed;

    transcript.common_scalar(&statement.context);
    let r = transcript.challenge();
    let refresh = read_refresh(&mut transcript, statement, r)?;

    // From here on halo2's own transcript, see `halo2_proofs::plonk::verify_proof`.
    transcript.common_scalar(&key.transcript_repr);
    let hashed = |point: EqAffine| EqAffine::from(point + key.blinding);
    transcript.common_point(&hashed(quantities))?;
    transcript.common_point(&hashed(tagged))?;
    transcript.common_point(&statement.columns.tags)?;
    for weights in &statement.columns.weights {
        transcript.common_point(weights)?;
    }
    let advice = read_points(&mut transcript, shape.advice_columns())?;
    // Lookup and permutation challenges; the relation has neither.
    let (_theta, _beta, _gamma) = (
        transcript.challenge(),
        transcript.challenge(),
        transcript.challenge(),
    );
    let random = transcript.read_point()?;
    let y = transcript.challenge();
    let pieces = read_points(&mut transcript, QUOTIENT_PIECES)?;
    let x = transcript.challenge();
    let x_n = (0..shape.k()).fold(x, |power, _| power.square());

    let instance = read_scalars(&mut transcript, shape.instance_columns())?;
    let limbs = read_scalars(&mut transcript, LIMBS)?;
    let acc = read_scalars(&mut transcript, shape.rules())?;
    let acc_next = read_scalars(&mut transcript, shape.rules())?;
    let fixed = read_scalars(&mut transcript, FIXED)?;
    let random_evaluation = transcript.read_scalar()?;

    let [quantity, tagged_quantity, tag, weights @ ..] = instance.as_slice() else {
        return Err(ProofError::Columns {
            expected: shape.rules(),
            found: 0,
        });
    };
    check_public_columns(statement.program, r, x, x_n, *tag, weights)?;

    let cells = cells(&fixed, &instance, &limbs, &acc, &acc_next)?;
    let numerator = identities::all(&cells)
        .into_iter()
        .fold(Fp::ZERO, |sum, identity| sum * y + identity.value.0);
    let vanishing = (x_n - Fp::ONE)
        .invert_vartime()
        .ok_or(ProofError::DegenerateChallenge)?;

    let at_x = |commitment, evaluation| Query {
        commitment,
        evaluations: [evaluation],
    };
    let mut queries_at_x = Vec::with_capacity(instance.len() + LIMBS + FIXED + 2);
    queries_at_x.push(at_x(Commitment::Hidden(quantities), *quantity));
    queries_at_x.push(at_x(Commitment::Hidden(tagged), *tagged_quantity));
    queries_at_x.push(at_x(Commitment::Point(statement.columns.tags), *tag));
    for (point, evaluation) in statement.columns.weights.iter().zip(weights) {
        queries_at_x.push(at_x(Commitment::Point(*point), *evaluation));
    }
    let (limb_points, acc_points) = advice.split_at(LIMBS);
    for (point, evaluation) in limb_points.iter().zip(&limbs) {
        queries_at_x.push(at_x(Commitment::Point(*point), *evaluation));
    }
    for (index, evaluation) in fixed.iter().enumerate() {
        queries_at_x.push(at_x(Commitment::Fixed(index), *evaluation));
    }
    let quotient = Commitment::Pieces(pieces, x_n);
    queries_at_x.push(at_x(quotient, numerator * vanishing));
    queries_at_x.push(at_x(Commitment::Point(random), random_evaluation));
    let queries_at_both: Vec<_> = acc_points
        .iter()
        .zip(acc.iter().zip(&acc_next))
        .map(|(point, (acc, next))| Query {
            commitment: Commitment::Point(*point),
            evaluations: [*acc, *next],
        })
        .collect();

    let omega = omega(shape);
    let proof = opening::read(
        &mut transcript,
        shape.k(),
        x,
        omega,
        &queries_at_x,
        &queries_at_both,
    )?;
    transcript.finish()?;
    Ok(Reduced {
        proof,
        refresh,
        fold: transcript.challenge(),
    })
}

/// What can be refused without reading the proof.
fn check_form(key: &Key, statement: &Statement<'_>, proof: &[u8]) -> Result<(), ProofError> {
    let program = statement.program;
    program.check()?;
    if program.shape != key.shape {
        return Err(ProofError::Shape {
            key: key.shape,
            program: program.shape,
        });
    }
    let expected = usize::from(program.custodians);
    let found = statement.custodian_commitments.len();
    if found != expected {
        return Err(ProofError::Custodians { expected, found });
    }
    if statement.columns.weights.len() != key.shape.rules() {
        return Err(ProofError::Columns {
            expected: key.shape.rules(),
            found: statement.columns.weights.len(),
        });
    }
    let identity = EqAffine::default();
    if statement.custodian_commitments.contains(&identity) {
        return Err(ProofError::IdentityPoint);
    }
    let expected = Key::proof_bytes(key.shape);
    if proof.len() != expected {
        return Err(ProofError::Length {
            expected,
            found: proof.len(),
        });
    }
    Ok(())
}

/// The refresh proof: a Schnorr proof of representation of `(C' - C) + m (H' - H)` on the blinder generators.
///
/// Claims `sum s_b L_{z_b} = R + c ((C' - C) + m (H' - H))` with `C = sum C_i` and `H = sum r^i C_i`.
fn read_refresh(
    transcript: &mut Transcript<'_>,
    statement: &Statement<'_>,
    r: Fp,
) -> Result<Claim, ProofError> {
    let Refreshed { quantities, tagged } = statement.refreshed;
    transcript.common_point(&quantities)?;
    transcript.common_point(&tagged)?;
    let m = transcript.challenge();
    let nonce = transcript.read_point()?;
    let c = transcript.challenge();
    let mut claim = Claim::new(0);
    for response in &mut claim.blinders {
        *response = transcript.read_scalar()?;
    }
    debug_assert_eq!(claim.blinders.len(), BLINDERS);
    claim.add(-Fp::ONE, nonce);
    claim.add(-c, quantities);
    claim.add(-c * m, tagged);
    let mut tag = r;
    for commitment in statement.custodian_commitments {
        claim.add(c * (Fp::ONE + m * tag), *commitment);
        tag *= r;
    }
    Ok(claim)
}

fn check_public_columns(
    program: &Program,
    r: Fp,
    x: Fp,
    x_n: Fp,
    tag: Fp,
    weights: &[Fp],
) -> Result<(), ProofError> {
    let own = public_columns::evaluate(program, r, x, x_n)?;
    if own.tag != tag {
        return Err(ProofError::Tags);
    }
    match own.weights.iter().zip(weights).position(|(o, w)| o != w) {
        Some(rule) => Err(ProofError::Weights { rule }),
        None => Ok(()),
    }
}

/// The evaluations as the identities see them.
fn cells(
    fixed: &[Fp],
    instance: &[Fp],
    limbs: &[Fp],
    acc: &[Fp],
    acc_next: &[Fp],
) -> Result<Cells<Scalar<Fp>>, ProofError> {
    let wrap = |values: &[Fp]| values.iter().copied().map(Scalar).collect::<Vec<_>>();
    let fixed: [Fp; FIXED] = fixed.try_into().map_err(|_| ProofError::Proof)?;
    let limbs: [Fp; LIMBS] = limbs.try_into().map_err(|_| ProofError::Proof)?;
    let [quantity, tagged, tag, weights @ ..] = instance else {
        return Err(ProofError::Proof);
    };
    Ok(Cells {
        start: Scalar(fixed[START]),
        bucket: Scalar(fixed[BUCKET]),
        carry: Scalar(fixed[CARRY]),
        live: Scalar(fixed[LIVE]),
        shift: Scalar(fixed[SHIFT]),
        quantity: Scalar(*quantity),
        tagged: Scalar(*tagged),
        tag: Scalar(*tag),
        weights: wrap(weights),
        limbs: limbs.map(Scalar),
        acc: wrap(acc),
        acc_next: wrap(acc_next),
    })
}

fn read_points(transcript: &mut Transcript<'_>, count: usize) -> Result<Vec<EqAffine>, ProofError> {
    (0..count).map(|_| transcript.read_point()).collect()
}

fn read_scalars(transcript: &mut Transcript<'_>, count: usize) -> Result<Vec<Fp>, ProofError> {
    (0..count).map(|_| transcript.read_scalar()).collect()
}
