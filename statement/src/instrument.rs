//! Kinds of instruments a book may hold.

use core::fmt;

use serde::Serialize;

use crate::macros::names;

/// What a row of a book holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
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
    /// Note of a federal agency or a government-sponsored enterprise, of a fixed rate.
    AgencyNote,
    /// The same, of a rate that is reset.
    AgencyFrn,
    /// The same, issued at a discount and without interest.
    AgencyDiscount,
    /// Money on an account at a Federal Reserve Bank.
    ReserveBalance,
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
    "agency_note" => AgencyNote,
    "agency_frn" => AgencyFrn,
    "agency_discount" => AgencyDiscount,
    "reserve_balance" => ReserveBalance,
});

impl InstrumentKind {
    /// All kinds.
    pub const ALL: [InstrumentKind; 13] = [
        InstrumentKind::Bill,
        InstrumentKind::Note,
        InstrumentKind::Bond,
        InstrumentKind::Tips,
        InstrumentKind::Frn,
        InstrumentKind::Cash,
        InstrumentKind::Repo,
        InstrumentKind::Fund,
        InstrumentKind::Token,
        InstrumentKind::AgencyNote,
        InstrumentKind::AgencyFrn,
        InstrumentKind::AgencyDiscount,
        InstrumentKind::ReserveBalance,
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
            InstrumentKind::AgencyNote => "agency_note",
            InstrumentKind::AgencyFrn => "agency_frn",
            InstrumentKind::AgencyDiscount => "agency_discount",
            InstrumentKind::ReserveBalance => "reserve_balance",
        }
    }

    /// Whether a row of this kind has a maturity; cash, reserve balances, funds and tokens have none.
    pub const fn has_maturity(self) -> bool {
        !matches!(
            self,
            InstrumentKind::Cash
                | InstrumentKind::ReserveBalance
                | InstrumentKind::Fund
                | InstrumentKind::Token
        )
    }

    /// Whether the interest rate of this kind is reset before maturity.
    pub const fn has_reset(self) -> bool {
        matches!(self, InstrumentKind::Frn | InstrumentKind::AgencyFrn)
    }

    /// Whether principal of this kind may be recovered on demand before maturity: agency debt that its holder can put
    /// back, and repo that can be ended by notice. The Treasury issues nothing of that sort, and a discount note pays
    /// at maturity alone.
    pub const fn may_have_demand_feature(self) -> bool {
        matches!(
            self,
            InstrumentKind::AgencyNote | InstrumentKind::AgencyFrn | InstrumentKind::Repo
        )
    }

    /// Whether a row of this kind must name the institution that owes it: whoever limits what one institution owes
    /// must not lose sight of it. The Treasury and the Federal Reserve Banks need no name.
    pub const fn needs_institution(self) -> bool {
        matches!(
            self,
            InstrumentKind::Cash
                | InstrumentKind::Repo
                | InstrumentKind::AgencyNote
                | InstrumentKind::AgencyFrn
                | InstrumentKind::AgencyDiscount
        )
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
