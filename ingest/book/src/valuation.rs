//! Valuation: exact prices of Treasury securities with accrued interest, per 1 of face, from the price file and the terms file.
//!
//! | kind | value per 1 of face | without terms |
//! |---|---|---|
//! | bill | price | the same |
//! | note, bond | clean price + accrued interest | the same, but no interest if the security may be in its first period |
//! | tips | (clean price + accrued interest) x index ratio | none: prices may have fallen since its issue |
//! | frn | clean price + accrued interest | clean price |
//!
//! All of it is exact, and rounded once, down, to ten decimals. Formulas and sources: `docs/valuation.md`.

mod coupons;
mod error;
mod exact;
mod floater;
mod inflation;
mod interest;
mod schedule;
mod value;

#[cfg(test)]
pub(crate) use exact::PRICE_DECIMALS;

pub(crate) use coupons::{payments, Coupons, Issue, Payments};
pub use error::{UnknownTerm, ValueError};
pub(crate) use exact::{
    exact, floor_income, floor_price, fraction, up_to_clean, Exact, CLEAN_DECIMALS, INCOME_DECIMALS,
};
pub(crate) use floater::LOCKOUT_DAYS;
pub(crate) use schedule::Schedule;
pub(crate) use value::{accrual_day, value, Valuation};
