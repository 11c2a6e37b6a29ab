//! Kinds of instruments a book may hold.

use core::fmt;

use serde::Serialize;

use crate::macros::names;

/// What a row of a book holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum InstrumentKind {
    /// Treasury bill.
    Bill,
    /// Treasury note.
    Note,
    /// Treasury bond.
    Bond,
    /// Treasury inflation-protected security.
    Tips,
    /// Treasury floating-rate note.
    Frn,
    /// Money on deposit at a bank, payable on demand.
    Cash,
    /// Money lent against securities (repurchase agreement).
    Repo,
    /// Fund shares, redeemable the same day.
    Fund,
    /// Tokens of another issuer.
    Token,
}

names!(InstrumentKind {
    "bill" => Bill,
    "note" => Note,
    "bond" => Bond,
    "tips" => Tips,
    "frn" => Frn,
    "cash" => Cash,
    "repo" => Repo,
    "fund" => Fund,
    "token" => Token,
});

impl InstrumentKind {
    /// All kinds.
    pub const ALL: [InstrumentKind; 9] = [
        InstrumentKind::Bill,
        InstrumentKind::Note,
        InstrumentKind::Bond,
        InstrumentKind::Tips,
        InstrumentKind::Frn,
        InstrumentKind::Cash,
        InstrumentKind::Repo,
        InstrumentKind::Fund,
        InstrumentKind::Token,
    ];

    /// The name used in documents.
    pub const fn as_str(self) -> &'static str {
        match self {
            InstrumentKind::Bill => "bill",
            InstrumentKind::Note => "note",
            InstrumentKind::Bond => "bond",
            InstrumentKind::Tips => "tips",
            InstrumentKind::Frn => "frn",
            InstrumentKind::Cash => "cash",
            InstrumentKind::Repo => "repo",
            InstrumentKind::Fund => "fund",
            InstrumentKind::Token => "token",
        }
    }

    /// Whether a row of this kind has a maturity; cash, funds and tokens have none.
    pub const fn has_maturity(self) -> bool {
        !matches!(
            self,
            InstrumentKind::Cash | InstrumentKind::Fund | InstrumentKind::Token
        )
    }

    /// Whether a row of this kind must name the institution that owes it.
    pub const fn needs_institution(self) -> bool {
        matches!(self, InstrumentKind::Cash | InstrumentKind::Repo)
    }
}

impl fmt::Display for InstrumentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_agree_with_json() {
        for kind in InstrumentKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
