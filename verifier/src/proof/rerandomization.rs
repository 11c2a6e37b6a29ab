//! The proof that the rerandomized commitments are the signed ones, but for blinders.

use assay_circuits::BLINDERS;
use ff::Field;

use crate::commitments::RerandomizedCommitments;
use crate::deferred_check::DeferredCheck;
use crate::error::ProofError;
use crate::instance::Instance;
use crate::suite::Suite;
use crate::transcript::Transcript;

/// A Schnorr proof of representation of `(C' - C) + m (H' - H)` on the blinder generators.
///
/// Claims `sum s_b L_{z_b} = R + c ((C' - C) + m (H' - H))` with `C = sum C_i` and `H = sum r^i C_i`.
pub(super) fn read_rerandomization<S: Suite>(
    transcript: &mut Transcript<'_, S>,
    instance: &Instance<'_, S>,
    r: S::Scalar,
) -> Result<DeferredCheck<S>, ProofError> {
    let RerandomizedCommitments { quantities, tagged } = instance.rerandomized;
    transcript.common_point(&quantities)?;
    transcript.common_point(&tagged)?;
    let m = transcript.challenge();
    let nonce = transcript.read_point()?;
    let c = transcript.challenge();
    let mut check = DeferredCheck::new(0);
    for response in &mut check.blinders {
        *response = transcript.read_scalar()?;
    }
    debug_assert_eq!(check.blinders.len(), BLINDERS);
    check.add(-S::Scalar::ONE, nonce);
    check.add(-c, quantities);
    check.add(-c * m, tagged);
    let mut tag = r;
    for commitment in instance.custodian_commitments {
        check.add(c * (S::Scalar::ONE + m * tag), *commitment);
        tag *= r;
    }
    Ok(check)
}
