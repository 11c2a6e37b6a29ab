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
    // A function of its own in contracts too.
    #[inline(never)]
    pub(crate) fn decode(report: &Report) -> Result<Points<S>, ReportError> {
        check_weights(report)?;
        let columns = &report.columns;
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

/// One weight column for each rule of the shape.
fn check_weights(report: &Report) -> Result<(), ReportError> {
    let (expected, found) = (report.book.shape.rules(), report.columns.weights.len());
    match found == expected {
        true => Ok(()),
        false => Err(ReportError::WeightColumns { expected, found }),
    }
}

/// There are as many points outside the proof as there have to be, and each has the length of the suite's points: written one
/// behind the other, they can be read in one way.
#[cfg(feature = "bls12-381")]
pub(super) fn check_lengths<S: Suite>(report: &Report) -> Result<(), ReportError> {
    check_weights(report)?;
    let attestations = report.attestations.iter().enumerate();
    let commitments = attestations.map(|(attestation, a)| {
        let field = PointField::Commitment { attestation };
        (&a.commitment, field)
    });
    let (pair, columns) = (&report.refreshed, &report.columns);
    let others = [
        (&pair.quantities, PointField::Quantities),
        (&pair.tagged, PointField::Tagged),
        (&columns.tags, PointField::Tags),
    ];
    let weights = columns.weights.iter().enumerate();
    let weights = weights.map(|(column, bytes)| (bytes, PointField::Weights { column }));
    let mut all = commitments.chain(others).chain(weights);
    match all.find(|(bytes, _)| bytes.as_bytes().len() != S::POINT_BYTES) {
        Some((_, field)) => Err(ReportError::NotAPoint { field }),
        None => Ok(()),
    }
}

fn point<S: Suite>(bytes: &PointBytes, field: PointField) -> Result<S::Affine, ReportError> {
    decode::<S>(bytes.as_bytes()).map_err(|fault| match fault {
        PointFault::Invalid => ReportError::NotAPoint { field },
        PointFault::Identity => ReportError::IdentityPoint { field },
    })
}
