//! Why a call is refused.

use assay_circuits::Shape;
use assay_statement::ProgramError;
use thiserror::Error;

use super::MAX_CALL_BYTES;
use crate::error::ProofError;
use crate::report::{PointFault, PointField};

/// Why a call is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CallError {
    /// More bytes than any call has.
    #[error("expected a call of at most {MAX_CALL_BYTES} bytes, found {found}")]
    TooLarge {
        /// Bytes found.
        found: usize,
    },
    /// The bytes do not begin with [`MAGIC`](super::MAGIC).
    #[error("the bytes are not an Assay call")]
    NotACall,
    /// The call ends before its program does.
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
        /// Bytes of a call with this program.
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

impl CallError {
    /// A short stable name, for programs: `not-a-call`, `call-length`, `call-context`, or as of a report.
    pub fn code(&self) -> &'static str {
        match self {
            CallError::NotACall => "not-a-call",
            CallError::TooLarge { .. } | CallError::CutShort | CallError::Length { .. } => {
                "call-length"
            }
            CallError::Context => "call-context",
            CallError::Program(_) => "program-invalid",
            CallError::Shape { .. } => "shape-not-standard",
            CallError::Point { fault, .. } => fault.code(),
            CallError::Proof(error) => error.code(),
        }
    }
}
