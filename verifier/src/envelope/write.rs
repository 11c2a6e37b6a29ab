//! Envelopes written.

use alloc::vec::Vec;

use assay_statement::{compile_with_supply, Digest, PointBytes, Report, SuiteName};

use super::format::{DIGESTS, DIGESTS_AND_PREVIOUS, MAGIC};
use crate::error::ProofError;
use crate::report::{DocumentDigests, ReportError};

/// What an envelope is made of, as bytes that need not be in order.
#[derive(Clone, Copy, Debug)]
pub struct EnvelopeParts<'a> {
    /// The program's canonical bytes.
    pub program: &'a [u8],
    /// The custodians' commitments.
    pub commitments: &'a [PointBytes],
    /// `C'` and `H'`.
    pub rerandomized: [PointBytes; 2],
    /// The tag column.
    pub tags: PointBytes,
    /// The weight columns.
    pub weights: &'a [PointBytes],
    /// What the context is made of besides; `None` if the caller of [`verify_envelope_in_context`](crate::envelope::verify_envelope_in_context) knows it.
    pub digests: Option<(&'a DocumentDigests, Option<Digest>)>,
    /// The proof.
    pub proof: &'a [u8],
}

impl EnvelopeParts<'_> {
    /// The envelope.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(match self.digests {
            None => 0,
            Some((_, None)) => DIGESTS,
            Some((_, Some(_))) => DIGESTS_AND_PREVIOUS,
        });
        // A program of more than 4 GiB is none, and is refused as that.
        out.extend((self.program.len() as u32).to_le_bytes());
        out.extend(self.program);
        let points = self.commitments.iter().chain(&self.rerandomized);
        for point in points.chain([&self.tags]).chain(self.weights) {
            out.extend(point.as_bytes());
        }
        if let Some((digests, previous)) = &self.digests {
            let DocumentDigests {
                book,
                policy,
                supply,
                attestations,
            } = digests;
            for digest in [book, policy, supply]
                .into_iter()
                .chain(attestations)
                .chain(previous)
            {
                out.extend(digest.0);
            }
        }
        out.extend(self.proof);
        out
    }
}

/// The envelope that a report's proof is about. Whether the report is any good is not looked at.
///
/// # Errors
/// If its documents have no digest or make no program, or its suite is not `vesta`, of which alone there are envelopes.
pub fn envelope_of(report: &Report) -> Result<Vec<u8>, ReportError> {
    let suite = report.book.suite;
    if suite != SuiteName::Vesta {
        return Err(ReportError::Suite { suite });
    }
    let compiled = compile_with_supply(&report.book, &report.policy, &report.supply)?;
    let program = compiled.program.to_bytes().map_err(ProofError::Program)?;
    let digests = DocumentDigests::of(
        &report.book,
        &report.policy,
        &report.supply,
        &report.attestations,
    )?;
    let commitments: Vec<PointBytes> = report.attestations.iter().map(|a| a.commitment).collect();
    let parts = EnvelopeParts {
        program: &program,
        commitments: &commitments,
        rerandomized: [report.refreshed.quantities, report.refreshed.tagged],
        tags: report.columns.tags,
        weights: &report.columns.weights,
        digests: Some((&digests, report.previous)),
        proof: report.proof.as_bytes(),
    };
    Ok(parts.to_bytes())
}
