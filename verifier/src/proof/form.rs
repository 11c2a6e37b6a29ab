//! What can be refused without reading the proof.

use group::CurveAffine;

use crate::error::ProofError;
use crate::instance::Instance;
use crate::suite::Suite;
use crate::verifying_key::VerifyingKey;

/// Checks the program, the number of commitments and columns, and the proof's length.
pub(super) fn check_form<S: Suite>(
    key: &VerifyingKey<S>,
    instance: &Instance<'_, S>,
    proof: &[u8],
) -> Result<(), ProofError> {
    let program = instance.program;
    program.check()?;
    if program.shape != key.shape {
        return Err(ProofError::Shape {
            key: key.shape,
            program: program.shape,
        });
    }
    let expected = usize::from(program.custodians);
    let found = instance.custodian_commitments.len();
    if found != expected {
        return Err(ProofError::Custodians { expected, found });
    }
    if instance.columns.weights.len() != key.shape.rules() {
        return Err(ProofError::Columns {
            expected: key.shape.rules(),
            found: instance.columns.weights.len(),
        });
    }
    let identity = S::Affine::identity();
    if instance.custodian_commitments.contains(&identity) {
        return Err(ProofError::IdentityPoint);
    }
    let expected = VerifyingKey::<S>::proof_bytes(key.shape);
    if proof.len() != expected {
        return Err(ProofError::Length {
            expected,
            found: proof.len(),
        });
    }
    Ok(())
}
