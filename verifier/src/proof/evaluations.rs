//! The evaluations that a proof claims, and what the identities say of them.

use alloc::vec::Vec;

use assay_circuits::columns::{BUCKET, CARRY, LIVE, SHIFT, START};
use assay_circuits::{identities, Cells, Scalar, Shape, FIXED, LIMBS};
use assay_statement::Program;
use ff::Field;

use crate::error::ProofError;
use crate::public_columns;
use crate::suite::Suite;
use crate::transcript::Transcript;

/// What every column is at `x`, and the accumulators at `ωx` too, as the proof claims.
pub(super) struct Evaluations<S: Suite> {
    /// Quantity, tagged quantity, tag, and a weight for each rule.
    pub(super) instance: Vec<S::Scalar>,
    /// The limb columns.
    pub(super) limbs: Vec<S::Scalar>,
    /// The accumulators at `x`.
    pub(super) acc: Vec<S::Scalar>,
    /// The accumulators at `ωx`.
    pub(super) acc_next: Vec<S::Scalar>,
    /// The fixed columns.
    pub(super) fixed: Vec<S::Scalar>,
    /// halo2's random polynomial.
    pub(super) random: S::Scalar,
}

impl<S: Suite> Evaluations<S> {
    /// Reads them, in halo2's order.
    pub(super) fn read(
        transcript: &mut Transcript<'_, S>,
        shape: Shape,
    ) -> Result<Evaluations<S>, ProofError> {
        Ok(Evaluations {
            instance: transcript.read_scalars(shape.instance_columns())?,
            limbs: transcript.read_scalars(LIMBS)?,
            acc: transcript.read_scalars(shape.rules())?,
            acc_next: transcript.read_scalars(shape.rules())?,
            fixed: transcript.read_scalars(FIXED)?,
            random: transcript.read_scalar()?,
        })
    }

    /// Compares tags and weights with those that the verifier computes: `r` is the tag challenge.
    pub(super) fn check_public_columns(
        &self,
        program: &Program,
        r: S::Scalar,
        x: S::Scalar,
    ) -> Result<(), ProofError> {
        let [_, _, tag, weights @ ..] = self.instance.as_slice() else {
            return Err(ProofError::Columns {
                expected: program.shape.rules(),
                found: 0,
            });
        };
        let own = public_columns::evaluate::<S>(program, r, x)?;
        if own.tag != *tag {
            return Err(ProofError::Tags);
        }
        match own.weights.iter().zip(weights).position(|(o, w)| o != w) {
            Some(rule) => Err(ProofError::Weights { rule }),
            None => Ok(()),
        }
    }

    /// What the quotient polynomial must be at `x`: the identities folded with `y`, over `x^n - 1`.
    pub(super) fn quotient(&self, y: S::Scalar, x_n: S::Scalar) -> Result<S::Scalar, ProofError> {
        let numerator = identities::all(&self.cells()?)
            .into_iter()
            .fold(S::Scalar::ZERO, |sum, identity| sum * y + identity.value.0);
        let vanishing =
            S::invert_public(&(x_n - S::Scalar::ONE)).ok_or(ProofError::DegenerateChallenge)?;
        Ok(numerator * vanishing)
    }

    /// The evaluations as the identities see them.
    fn cells(&self) -> Result<Cells<Scalar<S::Scalar>>, ProofError> {
        let wrap = |values: &[S::Scalar]| values.iter().copied().map(Scalar).collect::<Vec<_>>();
        let fixed: [S::Scalar; FIXED] = array(&self.fixed)?;
        let limbs: [S::Scalar; LIMBS] = array(&self.limbs)?;
        let [quantity, tagged, tag, weights @ ..] = self.instance.as_slice() else {
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
            acc: wrap(&self.acc),
            acc_next: wrap(&self.acc_next),
        })
    }
}

fn array<F: Copy, const N: usize>(values: &[F]) -> Result<[F; N], ProofError> {
    values.try_into().map_err(|_| ProofError::Proof)
}
