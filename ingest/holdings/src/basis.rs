//! The basis of securities statements.

use crate::input_error::InputError;

/// When a securities statement counts a trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// When it settles (`SETT`).
    Settled,
    /// When it is struck (`TRAD`).
    Traded,
    /// When it was agreed to settle (`CONT`).
    Contractual,
}

impl Basis {
    /// The code that both standards have for it.
    pub const fn code(self) -> &'static str {
        match self {
            Basis::Settled => "SETT",
            Basis::Traded => "TRAD",
            Basis::Contractual => "CONT",
        }
    }

    /// The basis of a code.
    pub fn from_code(code: &str) -> Option<Basis> {
        let all = [Basis::Settled, Basis::Traded, Basis::Contractual];
        all.into_iter().find(|basis| basis.code() == code)
    }
}

/// The error for statements on two bases.
pub(crate) fn mixed_basis(line: u64, expected: Basis, found: Basis) -> InputError {
    InputError::MixedBasis {
        line,
        expected: expected.code(),
        found: found.code(),
    }
}
