//! The points of a report, decoded.

use alloc::vec::Vec;

use assay_statement::{PointBytes, Report};

use super::error::ReportError;
use super::point::{decode, PointFault, PointField};
use crate::commitments::{ColumnCommitments, RerandomizedCommitments};
use crate::suite::Suite;

/// Every point of a report outside its proof; none is the identity.
#[derive(Debug)]
pub(crate) struct Points<S: Suite> {
    pub(crate) commitments: Vec<S::Affine>,
    pub(crate) rerandomized: RerandomizedCommitments<S>,
    pub(crate) columns: ColumnCommitments<S>,
}

impl<S: Suite> Points<S> {
    pub(crate) fn decode(report: &Report) -> Result<Points<S>, ReportError> {
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
            .map(|(attestation, a)| {
                point::<S>(&a.commitment, PointField::Commitment { attestation })
            })
            .collect::<Result<_, _>>()?;
        let rerandomized = RerandomizedCommitments {
            quantities: point::<S>(&report.refreshed.quantities, PointField::Quantities)?,
            tagged: point::<S>(&report.refreshed.tagged, PointField::Tagged)?,
        };
        let tags = point::<S>(&columns.tags, PointField::Tags)?;
        let weights = columns
            .weights
            .iter()
            .enumerate()
            .map(|(column, bytes)| point::<S>(bytes, PointField::Weights { column }))
            .collect::<Result<_, _>>()?;
        Ok(Points {
            commitments,
            rerandomized,
            columns: ColumnCommitments { tags, weights },
        })
    }
}

fn point<S: Suite>(bytes: &PointBytes, field: PointField) -> Result<S::Affine, ReportError> {
    decode::<S>(&bytes.0).map_err(|fault| match fault {
        PointFault::Invalid => ReportError::NotAPoint { field },
        PointFault::Identity => ReportError::IdentityPoint { field },
    })
}
