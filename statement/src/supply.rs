//! The supply: everything that adds up to what must be covered.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;
use thiserror::Error;

use crate::currency::Currency;
use crate::decimal::{Decimal, Integer};
use crate::document::{Document, Kind, V1};
use crate::evidence::StorageEvidence;
use crate::id::{ChainId, Id, Subject};
use crate::json::field_readers::{at_most, free_text};
use crate::macros::fields;
use crate::macros::tagged;
use crate::owed::Owed;
use crate::time::Timestamp;

/// Most decimals of a token.
pub const MAX_TOKEN_DECIMALS: u8 = 36;

/// Most entries of a supply.
pub const MAX_ENTRIES: usize = 4096;

/// The supply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Supply {
    /// The version.
    pub assay: V1,
    /// `"supply"`.
    pub kind: Kind<Supply>,
    /// What it is the supply of; the book's subject.
    pub subject: Subject,
    /// When it was true; the book's time.
    pub as_of: Timestamp,
    /// What `value_per_token` counts in; the book's currency.
    pub currency: Currency,
    /// What adds up, what is taken off, what is owed besides, and what was distributed.
    pub entries: Vec<SupplyEntry>,
    /// What one token is owed, in `currency`.
    pub value_per_token: Decimal,
}

fields!(Supply {
    assay,
    kind,
    subject,
    as_of,
    currency,
    entries by at_most::<MAX_ENTRIES, _>,
    value_per_token
});

impl Document for Supply {
    const KIND: &'static str = "supply";
    const MAX_BYTES: usize = 1 << 20;
}

/// One entry, `{"entry": "chain", ...}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum SupplyEntry {
    /// Tokens on a chain.
    Chain(ChainSupply),
    /// Shares on a registrar's books.
    BookEntry(BookEntry),
    /// Redeemed but not paid yet: still owed.
    PendingRedemptions(PendingRedemptions),
    /// Tokens that nobody can redeem, such as the issuer's own: taken off.
    Excluded(Excluded),
    /// About to be minted, and covered before they are.
    ToBeIssued(ToBeIssued),
    /// Owed besides tokens, in the supply's currency.
    Payable(Payable),
    /// Given to the holders out of the income of a period: not owed, but to be earned.
    Distributed(Distributed),
}

/// The supply of a token contract at one block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChainSupply {
    /// The chain, CAIP-2.
    pub chain: ChainId,
    /// The token's address or name on it.
    pub token: Id,
    /// Height of the block read.
    pub block: u64,
    /// Its hash, as the chain writes it.
    pub block_hash: Id,
    /// The total supply in the token's smallest unit.
    pub raw: Integer,
    /// Decimals of the token: `raw / 10^decimals` tokens.
    pub decimals: u8,
    /// Proof that `raw` is in the state of the block. Checked neither here nor by the verifier's core, but by the
    /// crate `assay-supply`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<StorageEvidence>,
}

fields!(ChainSupply {
    chain,
    token,
    block,
    block_hash,
    raw,
    decimals,
    evidence
});

/// Shares held in book-entry form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BookEntry {
    /// Who keeps the register.
    pub registrar: Id,
    /// Shares, in tokens.
    pub quantity: Decimal,
}

fields!(BookEntry {
    registrar,
    quantity
});

/// Redemptions accepted but not paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PendingRedemptions {
    /// Tokens already burnt whose owners have not been paid.
    pub quantity: Decimal,
}

fields!(PendingRedemptions { quantity });

/// Tokens taken off the supply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Excluded {
    /// Why they need no cover; shown to the reader of the report.
    pub reason: String,
    /// Tokens.
    pub quantity: Decimal,
}

fields!(Excluded { reason by free_text, quantity });

/// Tokens about to be minted. They count as if they were, so that reserves are proved to cover them first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToBeIssued {
    /// Tokens.
    pub quantity: Decimal,
}

fields!(ToBeIssued { quantity });

/// What is owed to others than holders of tokens: securities bought and not paid, fees, distributions declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Payable {
    /// What it is owed for; shown to the reader of the report.
    pub reason: String,
    /// How much, in the supply's currency. Never negative, as no decimal is: what others owe is no entry.
    pub amount: Decimal,
}

fields!(Payable { reason by free_text, amount });

/// What holders were given out of the income of the book's period: paid, minted to them, or added to the value of a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Distributed {
    /// How it was given; shown to the reader of the report.
    pub reason: String,
    /// How much, in the supply's currency.
    pub amount: Decimal,
}

fields!(Distributed { reason by free_text, amount });

impl ChainSupply {
    /// The supply in tokens, exact.
    pub fn tokens(&self) -> Decimal {
        Decimal::new(self.raw.0.clone(), self.decimals.into())
    }
}

tagged! {
    SupplyEntry by "entry" {
    "chain" => Chain,
    "book_entry" => BookEntry,
    "pending_redemptions" => PendingRedemptions,
    "excluded" => Excluded,
    "to_be_issued" => ToBeIssued,
    "payable" => Payable,
    "distributed" => Distributed,
    }
}

/// Why a supply makes no sense. Entries count from 0.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SupplyError {
    /// No entry: nothing was read, and nothing would have to be covered.
    #[error("the supply has no entry")]
    NoEntries,
    /// Tokens that are owed nothing, which anything covers.
    #[error("value_per_token must be above zero")]
    ZeroValue,
    /// The same token twice.
    #[error("entry {entry}: token {token} on {chain} is already counted")]
    DuplicateToken {
        /// The second entry.
        entry: usize,
        /// The chain.
        chain: ChainId,
        /// The token.
        token: Id,
    },
    /// More than [`MAX_TOKEN_DECIMALS`].
    #[error("entry {entry}: expected at most {MAX_TOKEN_DECIMALS} decimals, found {found}")]
    TooManyDecimals {
        /// The entry.
        entry: usize,
        /// Decimals found.
        found: u8,
    },
    /// More is taken off than there is.
    #[error("excluded balances ({excluded}) exceed the supply ({supply})")]
    Negative {
        /// Tokens before exclusions.
        supply: Decimal,
        /// Tokens taken off.
        excluded: Decimal,
    },
}

impl Supply {
    /// Tokens to cover: chains + book entries + pending redemptions + tokens to be issued - exclusions, exact.
    ///
    /// # Errors
    /// [`SupplyError`] if there is no entry, a token is counted twice or has too many decimals, or the sum is negative.
    pub fn tokens(&self) -> Result<Decimal, SupplyError> {
        if self.entries.is_empty() {
            return Err(SupplyError::NoEntries);
        }
        let mut seen = BTreeSet::new();
        let mut supply = Decimal::zero();
        let mut excluded = Decimal::zero();
        for (index, entry) in self.entries.iter().enumerate() {
            match entry {
                SupplyEntry::Chain(chain) => {
                    if !seen.insert((&chain.chain, &chain.token)) {
                        return Err(SupplyError::DuplicateToken {
                            entry: index,
                            chain: chain.chain.clone(),
                            token: chain.token.clone(),
                        });
                    }
                    if chain.decimals > MAX_TOKEN_DECIMALS {
                        return Err(SupplyError::TooManyDecimals {
                            entry: index,
                            found: chain.decimals,
                        });
                    }
                    supply = &supply + &chain.tokens();
                }
                SupplyEntry::BookEntry(entry) => supply = &supply + &entry.quantity,
                SupplyEntry::PendingRedemptions(entry) => supply = &supply + &entry.quantity,
                SupplyEntry::ToBeIssued(entry) => supply = &supply + &entry.quantity,
                SupplyEntry::Excluded(entry) => excluded = &excluded + &entry.quantity,
                SupplyEntry::Payable(_) | SupplyEntry::Distributed(_) => {}
            }
        }
        supply
            .checked_sub(&excluded)
            .ok_or(SupplyError::Negative { supply, excluded })
    }

    /// What is owed besides tokens, in the supply's currency: the sum of its payables, exact.
    pub fn payables(&self) -> Decimal {
        let add = |sum: Decimal, entry: &SupplyEntry| match entry {
            SupplyEntry::Payable(entry) => &sum + &entry.amount,
            _ => sum,
        };
        self.entries.iter().fold(Decimal::zero(), add).trimmed()
    }

    /// What holders were given out of the period's income, in the supply's currency: the sum of such entries, exact. `None` if
    /// there is no such entry, which is not the same as one of zero.
    pub fn distributed(&self) -> Option<Decimal> {
        let add = |sum: Option<Decimal>, entry: &SupplyEntry| match entry {
            SupplyEntry::Distributed(entry) => {
                Some(&sum.unwrap_or_else(Decimal::zero) + &entry.amount)
            }
            _ => sum,
        };
        let sum = self.entries.iter().fold(None, add);
        sum.map(|sum| sum.trimmed())
    }

    /// The amount to cover, in the supply's currency: [`Supply::tokens`] x value per token + [`Supply::payables`], exact.
    ///
    /// # Errors
    /// As [`Supply::tokens`], and if the value per token is zero.
    pub fn amount_to_cover(&self) -> Result<Decimal, SupplyError> {
        Ok(self.owed()?.amount)
    }

    /// All of it: the tokens, the payables, the amount to cover, and what was distributed.
    ///
    /// # Errors
    /// As [`Supply::amount_to_cover`].
    pub fn owed(&self) -> Result<Owed, SupplyError> {
        if self.value_per_token.is_zero() {
            return Err(SupplyError::ZeroValue);
        }
        let value = &self.value_per_token;
        let distributed = self.distributed().unwrap_or_else(Decimal::zero);
        Ok(Owed::new(
            self.tokens()?,
            value,
            self.payables(),
            distributed,
        ))
    }
}
