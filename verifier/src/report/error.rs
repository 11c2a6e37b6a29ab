//! Why a report is refused.

use assay_circuits::Shape;
use assay_statement::{
    BookError, CanonicalError, ChainId, CompileError, Currency, Decimal, Digest, Id, RegistryError,
    Subject, SuiteName, TermsError, Timestamp, Word,
};
use thiserror::Error;

use super::bound::ContextError;
use super::point::PointField;
use super::predecessor_error::PredecessorError;
use crate::attestations::AttestationError;
use crate::error::ProofError;

/// Why a report is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The verifier's own registry makes no sense.
    #[error("registry: {0}")]
    Registry(#[from] RegistryError),
    /// The report is about something else than the registry.
    #[error("the registry is for {expected}, the report about {found}")]
    Subject {
        /// The registry's subject.
        expected: Subject,
        /// The report's.
        found: Subject,
    },
    /// The report is in a suite that this build does not verify.
    #[error("the report is in the suite {suite}, which this verifier does not have")]
    Suite {
        /// Suite of the book.
        suite: SuiteName,
    },
    /// The book makes no sense.
    #[error("book: {0}")]
    Book(#[from] BookError),
    /// A document has no canonical form, hence no digest.
    #[error("no canonical form: {0}")]
    Canonical(#[from] CanonicalError),
    /// The report follows another policy than the one pinned.
    #[error("expected policy {expected}, found {found}")]
    Policy {
        /// Digest of the policy pinned.
        expected: Digest,
        /// Digest of the report's.
        found: Digest,
    },
    /// The report covers another supply than the verifier read.
    #[error("expected supply {expected}, found {found}")]
    Supply {
        /// Digest of the verifier's supply.
        expected: Digest,
        /// Digest of the report's.
        found: Digest,
    },
    /// A token has other decimals than the verifier knows it to have. Entries of the supply count from 0.
    #[error("supply entry {entry}: {token} on {chain} has {expected} decimals, found {found}")]
    TokenDecimals {
        /// The entry.
        entry: usize,
        /// The chain.
        chain: ChainId,
        /// The token.
        token: Id,
        /// The token's decimals, as the verifier knows them.
        expected: u8,
        /// The report's.
        found: u8,
    },
    /// The evidence of a supply is about another storage slot than the verifier knows to hold it.
    #[error("supply entry {entry}: {token} keeps its supply in storage slot {expected}, found evidence of slot {found}")]
    TokenSlot {
        /// The entry.
        entry: usize,
        /// The token.
        token: Id,
        /// The slot of the total supply, as the verifier knows it.
        expected: Word,
        /// That of the evidence.
        found: Word,
    },
    /// The verifier asks for a least value in another currency.
    #[error("expected a value per token in {expected}, found it in {found}")]
    Currency {
        /// The verifier's.
        expected: Currency,
        /// The report's.
        found: Currency,
    },
    /// One token is owed less than the verifier asks for.
    #[error("expected a value per token of at least {least}, found {found}")]
    ValueTooLow {
        /// The least accepted.
        least: Decimal,
        /// The report's.
        found: Decimal,
    },
    /// The report is of a time to come.
    #[error("the report is as of {as_of}, now is {now}")]
    FromTheFuture {
        /// The report's time.
        as_of: Timestamp,
        /// The verifier's clock.
        now: Timestamp,
    },
    /// The report is too old.
    #[error("the report is {} old, at most {} are accepted; ask for the latest one", Span(*.age), Span(*.max))]
    Stale {
        /// Seconds since its as-of time.
        age: u64,
        /// Most seconds accepted.
        max: u64,
    },
    /// A greatest age without a clock to tell it.
    #[error("a greatest age of {max} seconds needs the time")]
    NoClock {
        /// Most seconds accepted.
        max: u64,
    },
    /// The report follows another report than expected.
    #[error("expected {}, found {}", OrNone(.expected), OrNone(.found))]
    Previous {
        /// The report it should follow, `None` for the first.
        expected: Option<Digest>,
        /// The report it says it follows.
        found: Option<Digest>,
    },
    /// The report follows the right one, and is about something else or not later.
    #[error(transparent)]
    Predecessor(#[from] PredecessorError),
    /// Book, policy and supply do not make a program.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The documents have no context in their suite.
    #[error(transparent)]
    Context(#[from] ContextError),
    /// There is no embedded key for the book's shape.
    #[error("shape {shape} is not a standard shape")]
    Shape {
        /// The book's shape.
        shape: Shape,
    },
    /// Not one weight column per rule of the shape.
    #[error("columns.weights: expected {expected} points, found {found}")]
    WeightColumns {
        /// Rules of the shape.
        expected: usize,
        /// Points found.
        found: usize,
    },
    /// Not the canonical encoding of a point on the curve.
    #[error("{field}: not the canonical encoding of a point")]
    NotAPoint {
        /// Which.
        field: PointField,
    },
    /// The identity where a commitment is expected.
    #[error("{field}: the identity is no commitment")]
    IdentityPoint {
        /// Which.
        field: PointField,
    },
    /// The attestations do not carry the commitments.
    #[error(transparent)]
    Attestation(#[from] AttestationError),
    /// The proof is refused.
    #[error("proof: {0}")]
    Proof(#[from] ProofError),
}

impl From<TermsError> for ReportError {
    fn from(error: TermsError) -> ReportError {
        match error {
            TermsError::Canonical(error) => error.into(),
            TermsError::Compile(error) => error.into(),
            // Every report has a policy.
            _ => ContextError::NoTerms.into(),
        }
    }
}

/// A previous report, or none.
struct OrNone<'a>(&'a Option<Digest>);

impl core::fmt::Display for OrNone<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self.0 {
            Some(digest) => write!(f, "previous report {digest}"),
            None => f.write_str("no previous report"),
        }
    }
}

/// Seconds, and how long that is in the two largest units that it takes.
struct Span(u64);

impl core::fmt::Display for Span {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let seconds = self.0;
        let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
        match (days, hours, minutes) {
            (0, 0, 0) => write!(f, "{seconds} s"),
            (0, 0, _) => write!(f, "{minutes} min {} s", seconds % 60),
            (0, _, _) => write!(f, "{hours} h {} min ({seconds} s)", minutes % 60),
            _ => write!(f, "{days} d {} h ({seconds} s)", hours % 24),
        }
    }
}

impl ReportError {
    /// A short stable name, for programs: lower case, words joined by hyphens.
    pub fn code(&self) -> &'static str {
        match self {
            ReportError::Registry(_) => "registry-invalid",
            ReportError::Subject { .. } => "wrong-subject",
            ReportError::Suite { .. } => "suite-not-supported",
            ReportError::Book(_) => "book-invalid",
            ReportError::Canonical(_) => "not-canonical",
            ReportError::Policy { .. } => "wrong-policy",
            ReportError::Supply { .. } => "wrong-supply",
            ReportError::TokenDecimals { .. } => "token-decimals",
            ReportError::TokenSlot { .. } => "token-slot",
            ReportError::Currency { .. } => "wrong-currency",
            ReportError::ValueTooLow { .. } => "value-too-low",
            ReportError::FromTheFuture { .. } => "from-the-future",
            ReportError::Stale { .. } => "stale",
            ReportError::NoClock { .. } => "no-clock",
            ReportError::Previous { .. } => "wrong-previous",
            ReportError::Predecessor(error) => error.code(),
            ReportError::Compile(error) => compile_code(error),
            ReportError::Context(_) => "program-invalid",
            ReportError::Shape { .. } => "shape-not-standard",
            ReportError::WeightColumns { .. } => "weight-columns",
            ReportError::NotAPoint { .. } => "point-invalid",
            ReportError::IdentityPoint { .. } => "point-identity",
            ReportError::Attestation(error) => error.code(),
            ReportError::Proof(error) => error.code(),
        }
    }
}

fn compile_code(error: &CompileError) -> &'static str {
    match error {
        CompileError::Book(_) => "book-invalid",
        CompileError::Policy(_) => "policy-invalid",
        CompileError::Supply(_)
        | CompileError::OtherSubject { .. }
        | CompileError::OtherTime { .. }
        | CompileError::OtherCurrency { .. } => "supply-invalid",
        _ => "program-invalid",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn ages_are_in_words() {
        for (age, max, message) in [
            (758_972, 86_400, "the report is 8 d 18 h (758972 s) old, at most 1 d 0 h (86400 s) are accepted; ask for the latest one"),
            (3_601, 3_600, "the report is 1 h 0 min (3601 s) old, at most 1 h 0 min (3600 s) are accepted; ask for the latest one"),
            (61, 59, "the report is 1 min 1 s old, at most 59 s are accepted; ask for the latest one"),
        ] {
            assert_eq!(ReportError::Stale { age, max }.to_string(), message);
        }
    }
}
