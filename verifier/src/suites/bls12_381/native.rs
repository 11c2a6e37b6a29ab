//! The arithmetic of the suite with blst's field.

mod jacobian;
mod lanes;
mod multiples;
mod points;
mod sums;

pub(super) use multiples::add_multiples;
pub(super) use points::{first_outside_group, read_curve_point};
#[cfg(test)]
pub(crate) use sums::NativeSums;
pub(super) use sums::{msm, msm_of_secrets};

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
