//! What a supply adds up to.

use crate::decimal::Decimal;

/// What has to be covered or earned, exact. Bounds of rules are made of these and of nothing else of a supply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// `T`, the tokens to cover.
    pub tokens: Decimal,
    /// `L`, what is owed besides tokens, in the book's currency.
    pub payables: Decimal,
    /// `A`, the amount to cover in the book's currency.
    pub amount: Decimal,
    /// `D`, what holders were given out of the period's income, in the book's currency. No part of `A`.
    pub distributed: Decimal,
}

impl Owed {
    /// For so many tokens at this value each, and payables besides: `A = T x value_per_token + L`, exact. `distributed` is
    /// taken as given.
    pub fn new(
        tokens: Decimal,
        value_per_token: &Decimal,
        payables: Decimal,
        distributed: Decimal,
    ) -> Owed {
        let amount = &(&tokens * value_per_token) + &payables;
        Owed {
            tokens,
            payables,
            amount: amount.trimmed(),
            distributed,
        }
    }
}
