//! The points of a report, decoded.

use alloc::vec::Vec;
use core::fmt;

use assay_statement::{PointBytes, Report};
use group::GroupEncoding;
use pasta_curves::EqAffine;

use super::ReportError;
use crate::proof::{Columns, Refreshed};

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

/// Every point of a report outside its proof; none is the identity.
#[derive(Debug)]
pub(super) struct Points {
    pub(super) commitments: Vec<EqAffine>,
    pub(super) refreshed: Refreshed,
    pub(super) columns: Columns,
}

impl Points {
    pub(super) fn decode(report: &Report) -> Result<Points, ReportError> {
        let columns = &report.columns;
        let expected = report.book.shape.rules();
        if columns.weights.len() != expected {
            return Err(ReportError::WeightColumns {
                expected,
                found: columns.weights.len(),
            });
        }
        let commitments = report
            .attestations
            .iter()
            .enumerate()
            .map(|(attestation, a)| point(&a.commitment, PointField::Commitment { attestation }))
            .collect::<Result<_, _>>()?;
        let refreshed = Refreshed {
            quantities: point(&report.refreshed.quantities, PointField::Quantities)?,
            tagged: point(&report.refreshed.tagged, PointField::Tagged)?,
        };
        let tags = point(&columns.tags, PointField::Tags)?;
        let weights = columns
            .weights
            .iter()
            .enumerate()
            .map(|(column, bytes)| point(bytes, PointField::Weights { column }))
            .collect::<Result<_, _>>()?;
        Ok(Points {
            commitments,
            refreshed,
            columns: Columns { tags, weights },
        })
    }
}

fn point(bytes: &PointBytes, field: PointField) -> Result<EqAffine, ReportError> {
    decode(&bytes.0).map_err(|fault| match fault {
        PointFault::Invalid => ReportError::NotAPoint { field },
        PointFault::Identity => ReportError::IdentityPoint { field },
    })
}

/// Why 32 bytes are not a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PointFault {
    /// Not the canonical encoding of a point on the curve.
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
pub(crate) fn decode(bytes: &[u8; 32]) -> Result<EqAffine, PointFault> {
    let decoded: Option<EqAffine> = EqAffine::from_bytes(bytes).into();
    match decoded {
        // One spelling for every point.
        Some(point) if point.to_bytes() != *bytes => Err(PointFault::Invalid),
        Some(point) if point == EqAffine::default() => Err(PointFault::Identity),
        Some(point) => Ok(point),
        None => Err(PointFault::Invalid),
    }
}
