//! The points of a report, decoded.

use alloc::vec::Vec;

use assay_statement::{PointBytes, Report};
use pasta_curves::EqAffine;

use super::error::ReportError;
use super::point::{decode, PointFault, PointField};
use crate::commitments::{ColumnCommitments, RerandomizedCommitments};

/// Every point of a report outside its proof; none is the identity.
#[derive(Debug)]
pub(crate) struct Points {
    pub(crate) commitments: Vec<EqAffine>,
    pub(crate) rerandomized: RerandomizedCommitments,
    pub(crate) columns: ColumnCommitments,
}

impl Points {
    pub(crate) fn decode(report: &Report) -> Result<Points, ReportError> {
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
        let rerandomized = RerandomizedCommitments {
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
            rerandomized,
            columns: ColumnCommitments { tags, weights },
        })
    }
}

fn point(bytes: &PointBytes, field: PointField) -> Result<EqAffine, ReportError> {
    decode(&bytes.0).map_err(|fault| match fault {
        PointFault::Invalid => ReportError::NotAPoint { field },
        PointFault::Identity => ReportError::IdentityPoint { field },
    })
}
