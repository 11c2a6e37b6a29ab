//! The value of a quoted security on a day.

use assay_statement::{Date, Decimal, Timestamp};

use super::coupons::{payments, Issue, Payments};
use super::error::{UnknownTerm, ValueError};
use super::exact::{exact, floor_price};
use crate::quote::Quote;
use crate::terms_file::CheckedTerms;

/// Hours that New York is behind UTC, without daylight saving time.
const NEW_YORK_SECONDS: i64 = 5 * 3600;

/// The day that interest accrues to: that of New York in standard time, the whole year.
///
/// In summer the day ends an hour after New York's. Nothing is paid in that hour, and a day less accrues.
pub fn accrual_day(as_of: Timestamp) -> Date {
    Timestamp::from_unix(as_of.unix() - NEW_YORK_SECONDS).map_or(as_of.date(), Timestamp::date)
}

/// The value of a security.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Valuation {
    /// Its price with all accrued interest, rounded down.
    Whole(Decimal),
    /// Its clean price, because the accrued interest is not known.
    Clean(Decimal, UnknownTerm),
    /// There is no price that it is worth at least.
    None(UnknownTerm),
}

impl Quote {
    /// The security, as far as its payments are concerned.
    pub(crate) fn issue(&self) -> Issue<'_> {
        Issue {
            isin: &self.isin,
            security: self.security,
            rate: &self.rate,
            maturity: self.maturity,
        }
    }
}

/// What 1 of face of a quoted security is worth on `day`, in the currency of the price file.
///
/// # Errors
/// [`ValueError`], if there are terms and they do not fit.
pub fn value(
    quote: &Quote,
    day: Date,
    terms: Option<&CheckedTerms>,
) -> Result<Valuation, ValueError> {
    let clean = quote.price_per_unit();
    let coupons = match payments(quote.issue(), day, terms)? {
        Payments::None => return Ok(Valuation::Whole(clean)),
        Payments::Unknown(what) => return Ok(without(clean, what)),
        Payments::Coupons(coupons) => coupons,
    };
    let principal = coupons.principal(day)?;
    match coupons.accrued(day)? {
        Some(interest) => {
            let whole = (exact(&clean) + interest) * principal;
            Ok(Valuation::Whole(floor_price(&whole)))
        }
        None => Ok(without(clean, coupons.unknown())),
    }
}

/// Never more than it is worth: prices may have fallen since TIPS were issued, and interest is never negative.
fn without(clean: Decimal, what: UnknownTerm) -> Valuation {
    match what {
        UnknownTerm::IndexRatio => Valuation::None(what),
        UnknownTerm::FirstPeriod | UnknownTerm::FloatingRate => Valuation::Clean(clean, what),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
