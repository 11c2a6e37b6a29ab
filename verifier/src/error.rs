//! Why a proof is refused.

use assay_circuits::Shape;
use assay_statement::ProgramError;
use thiserror::Error;

/// Why a proof is refused. A report is refused for more reasons: [`ReportError`](crate::ReportError).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProofError {
    /// The program is outside the bounds that keep integers from wrapping.
    #[error("program: {0}")]
    Program(#[from] ProgramError),
    /// The program is for another shape than the key.
    #[error("the program is for shape {program}, the key for shape {key}")]
    Shape {
        /// Shape of the key.
        key: Shape,
        /// Shape of the program.
        program: Shape,
    },
    /// The number of custodians' commitments is not that of the program.
    #[error("{found} custodian commitments, the program has {expected} custodians")]
    Custodians {
        /// Custodians of the program.
        expected: usize,
        /// Commitments given.
        found: usize,
    },
    /// The number of weight columns is not the number of rules of the shape.
    #[error("{found} weight columns, the shape has {expected}")]
    Columns {
        /// Rules of the shape.
        expected: usize,
        /// Weight columns given.
        found: usize,
    },
    /// The proof is longer or shorter than every proof of this shape.
    #[error("a proof of this shape has {expected} bytes, this one {found}")]
    Length {
        /// Bytes of a proof of the shape.
        expected: usize,
        /// Bytes given.
        found: usize,
    },
    /// The proof ends inside an element.
    #[error("the proof ends in the element at byte {offset}")]
    Truncated {
        /// Where the element begins.
        offset: usize,
    },
    /// Not the canonical encoding of a point on the curve.
    #[error("no point at byte {offset} of the proof")]
    Point {
        /// Where the element begins.
        offset: usize,
    },
    /// Not the canonical encoding of a scalar.
    #[error("no canonical scalar at byte {offset} of the proof")]
    Scalar {
        /// Where the element begins.
        offset: usize,
    },
    /// The identity where a commitment is expected.
    #[error("a point of the proof or of its commitments is the identity")]
    IdentityPoint,
    /// A challenge fell on a point where the equations are not defined; happens with probability 2^-240.
    #[error("a challenge is in the evaluation domain")]
    DegenerateChallenge,
    /// The proof claims another value of the tag column than book and challenges give. It is the first check that sees
    /// a challenge: a proof about other documents or under another context fails here, and so does a changed proof.
    #[error("the proof is not about these documents in this context, or it was changed")]
    Tags,
    /// The proof claims another value of a weight column than the program gives.
    #[error("weight column {rule} is not that of the program")]
    Weights {
        /// Index of the inequality.
        rule: usize,
    },
    /// The rerandomized commitments differ from the signed ones by more than blinders.
    #[error("the refreshed commitments are not the sum of the custodians' commitments")]
    Rerandomization,
    /// The proof does not verify.
    #[error("the proof does not verify")]
    Proof,
}

impl ProofError {
    /// A short stable name, for programs: lower case, words joined by hyphens.
    pub fn code(&self) -> &'static str {
        match self {
            ProofError::Program(_)
            | ProofError::Shape { .. }
            | ProofError::Custodians { .. }
            | ProofError::Columns { .. } => "program-invalid",
            ProofError::Length { .. }
            | ProofError::Truncated { .. }
            | ProofError::Point { .. }
            | ProofError::Scalar { .. }
            | ProofError::IdentityPoint => "proof-malformed",
            ProofError::Rerandomization => "proof-refresh",
            ProofError::Tags => "proof-tags",
            ProofError::Weights { .. } => "proof-weights",
            ProofError::DegenerateChallenge | ProofError::Proof => "proof-invalid",
        }
    }
}

/// Why a batch is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProofsError {
    /// There is nothing to verify, which proves nothing.
    #[error("the batch is empty")]
    Empty,
    /// One of the proofs is refused.
    #[error("proof {index} of the batch: {error}")]
    Proof {
        /// Which.
        index: usize,
        /// Why.
        error: ProofError,
    },
    /// Each proof verifies alone, but not the batch: a fault of the machine or of the verifier.
    #[error("every proof verifies alone but not the batch")]
    Inconsistent,
}
