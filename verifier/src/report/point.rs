//! One point of a report.

use alloc::vec::Vec;
use core::fmt;

use group::CurveAffine;

use crate::suite::Suite;

/// Which point of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointField {
    /// The commitment of an attestation.
    Commitment {
        /// Position of the attestation, from 0.
        attestation: usize,
    },
    /// `C'`.
    Quantities,
    /// `H'`.
    Tagged,
    /// The tag column.
    Tags,
    /// A weight column.
    Weights {
        /// Its position, from 0.
        column: usize,
    },
}

impl fmt::Display for PointField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PointField::Commitment { attestation } => {
                write!(f, "attestations[{attestation}].commitment")
            }
            PointField::Quantities => f.write_str("refreshed.quantities"),
            PointField::Tagged => f.write_str("refreshed.tagged"),
            PointField::Tags => f.write_str("columns.tags"),
            PointField::Weights { column } => write!(f, "columns.weights[{column}]"),
        }
    }
}

/// Why the bytes of a point are not a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PointFault {
    /// Not the canonical encoding of a point of the suite's group.
    #[error("not the canonical encoding of a point")]
    Invalid,
    /// The identity.
    #[error("the identity is no commitment")]
    Identity,
}

impl PointFault {
    /// A short stable name, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            PointFault::Invalid => "point-invalid",
            PointFault::Identity => "point-identity",
        }
    }
}

/// A commitment.
pub(crate) fn decode<S: Suite>(bytes: &[u8]) -> Result<S::Affine, PointFault> {
    let point = S::read_point(bytes).ok_or(PointFault::Invalid)?;
    // One spelling for every point.
    let mut written = Vec::with_capacity(S::POINT_BYTES);
    S::write_point(&point, &mut written);
    if written != bytes {
        return Err(PointFault::Invalid);
    }
    match bool::from(point.is_identity()) {
        true => Err(PointFault::Identity),
        false => Ok(point),
    }
}
