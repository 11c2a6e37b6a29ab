//! What a supply adds up to.

use crate::decimal::Decimal;

/// What has to be covered, exact. Bounds of rules are made of these three and of nothing else of a supply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// `T`, the tokens to cover.
    pub tokens: Decimal,
    /// `L`, what is owed besides tokens, in the book's currency.
    pub payables: Decimal,
    /// `A`, the amount to cover in the book's currency.
    pub amount: Decimal,
}

impl Owed {
    /// For so many tokens at this value each, and payables besides: `A = T x value_per_token + L`, exact.
    pub fn new(tokens: Decimal, value_per_token: &Decimal, payables: Decimal) -> Owed {
        let amount = &(&tokens * value_per_token) + &payables;
        Owed {
            tokens,
            payables,
            amount: amount.trimmed(),
        }
    }
}
