//! Why an envelope is refused.

use assay_circuits::Shape;
use assay_statement::ProgramError;
use thiserror::Error;

use super::format::MAX_ENVELOPE_BYTES;
use crate::error::ProofError;
use crate::report::{PointFault, PointField};

/// Why an envelope is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EnvelopeError {
    /// More bytes than any envelope has.
    #[error("expected a call of at most {MAX_ENVELOPE_BYTES} bytes, found {found}")]
    TooLarge {
        /// Bytes found.
        found: usize,
    },
    /// The bytes do not begin with [`MAGIC`](crate::envelope::MAGIC).
    #[error("the bytes are not an Assay call")]
    NotAnEnvelope,
    /// The envelope ends before its program does.
    #[error("the call is cut short")]
    CutShort,
    /// The context: made of something unknown, given where it is to be computed or the reverse, or no canonical scalar.
    #[error("the context is not of the form expected here")]
    Context,
    /// The program is none.
    #[error("program: {0}")]
    Program(#[from] ProgramError),
    /// There is no embedded key for the program's shape.
    #[error("shape {shape} is not a standard shape")]
    Shape {
        /// The program's shape.
        shape: Shape,
    },
    /// More or fewer bytes than its program asks for.
    #[error("expected a call of {expected} bytes, found {found}")]
    Length {
        /// Bytes of an envelope with this program.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// No point where there should be one.
    #[error("{field}: {fault}")]
    Point {
        /// Which.
        field: PointField,
        /// What is wrong.
        fault: PointFault,
    },
    /// The proof is refused.
    #[error("proof: {0}")]
    Proof(#[from] ProofError),
}

impl EnvelopeError {
    /// A short stable name, for programs: `not-a-call`, `call-length`, `call-context`, or as of a report.
    pub fn code(&self) -> &'static str {
        match self {
            EnvelopeError::NotAnEnvelope => "not-a-call",
            EnvelopeError::TooLarge { .. }
            | EnvelopeError::CutShort
            | EnvelopeError::Length { .. } => "call-length",
            EnvelopeError::Context => "call-context",
            EnvelopeError::Program(_) => "program-invalid",
            EnvelopeError::Shape { .. } => "shape-not-standard",
            EnvelopeError::Point { fault, .. } => fault.code(),
            EnvelopeError::Proof(error) => error.code(),
        }
    }
}
