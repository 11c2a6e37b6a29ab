//! The operating system's random numbers.

use rand::rngs::SysRng;
use rand::TryRng;
use rand_core::UnwrapErr;
use thiserror::Error;

/// The operating system gave no random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the operating system gave no random bytes; nothing was made")]
pub struct NoRandomness;

/// The operating system's generator, after a trial that shows that it works.
///
/// # Errors
/// [`NoRandomness`].
pub(crate) fn system_rng() -> Result<UnwrapErr<SysRng>, NoRandomness> {
    let mut probe = [0u8; 32];
    SysRng
        .try_fill_bytes(&mut probe)
        .map_err(|_| NoRandomness)?;
    Ok(UnwrapErr(SysRng))
}
