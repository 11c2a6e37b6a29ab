//! One pass over the transcript of a proof.

use ff::Field;
use group::{Curve, CurveAffine};

use super::deferred::DeferredProof;
use super::evaluations::Evaluations;
use super::form::check_form;
use super::queries::{self, ProofCommitments};
use super::rerandomization::read_rerandomization;
use crate::error::ProofError;
use crate::instance::Instance;
use crate::opening::{self, Commitment};
use crate::public_columns::omega;
use crate::suite::Suite;
use crate::transcript::Transcript;
use crate::verifying_key::{VerifyingKey, QUOTIENT_PIECES};

/// Reads a proof, and gives what is left to check of it. Its points are in the group.
pub(super) fn reduce<S: Suite>(
    key: &VerifyingKey<S>,
    instance: &Instance<'_, S>,
    proof: &[u8],
) -> Result<DeferredProof<S>, ProofError> {
    check_form(key, instance, proof)?;
    let mut transcript = Transcript::<S>::new(proof);
    let read = read_proof(&mut transcript, key, instance);
    // Whatever else is wrong comes after the points that were read.
    transcript.check_points()?;
    read
}

/// Reads a proof, whose points may be outside the group.
fn read_proof<S: Suite>(
    transcript: &mut Transcript<'_, S>,
    key: &VerifyingKey<S>,
    instance: &Instance<'_, S>,
) -> Result<DeferredProof<S>, ProofError> {
    let shape = key.shape;
    transcript.common_scalar(&instance.context);
    let r = transcript.challenge();
    let rerandomization = read_rerandomization(transcript, instance, r)?;

    // From here on halo2's own transcript, see `halo2_proofs::plonk::verify_proof`.
    transcript.common_scalar(&key.transcript_repr);
    absorb_columns(transcript, key, instance)?;
    let advice = transcript.read_points(shape.advice_columns())?;
    // Lookup and permutation challenges; the relation has neither.
    let (_theta, _beta, _gamma) = (
        transcript.challenge(),
        transcript.challenge(),
        transcript.challenge(),
    );
    let random = transcript.read_point()?;
    let y = transcript.challenge();
    let pieces = transcript.read_points(QUOTIENT_PIECES)?;
    let x = transcript.challenge();
    let x_n = (0..shape.k()).fold(x, |power, _| power.square());

    let evaluations = Evaluations::read(transcript, shape)?;
    evaluations.check_public_columns(instance.program, r, x)?;
    let quotient = evaluations.quotient(y, x_n)?;

    let commitments = ProofCommitments {
        advice: &advice,
        random,
        quotient: (Commitment::Pieces(pieces, x_n), quotient),
    };
    let opening = opening::read(
        transcript,
        shape.k(),
        x,
        omega(shape),
        &queries::at_x(instance, commitments, &evaluations),
        &queries::at_both(&advice, &evaluations),
    )?;
    transcript.finish()?;
    Ok(DeferredProof {
        opening,
        rerandomization,
        fold: transcript.challenge(),
    })
}

/// Absorbs the commitments to the instance columns; the hidden ones with the blinder that halo2 gives an instance column.
fn absorb_columns<S: Suite>(
    transcript: &mut Transcript<'_, S>,
    key: &VerifyingKey<S>,
    instance: &Instance<'_, S>,
) -> Result<(), ProofError> {
    let hidden = [
        instance.rerandomized.quantities,
        instance.rerandomized.tagged,
    ];
    let blinded = hidden.map(|point| point.to_curve() + key.blinding);
    let mut points = [S::Affine::identity(); 2];
    S::Group::batch_normalize(&blinded, &mut points);
    for point in &points {
        transcript.common_point(point)?;
    }
    transcript.common_point(&instance.columns.tags)?;
    for weights in &instance.columns.weights {
        transcript.common_point(weights)?;
    }
    Ok(())
}
