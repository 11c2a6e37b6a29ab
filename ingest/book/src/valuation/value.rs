//! The value of a quoted security on a day.

use assay_statement::{Date, Decimal, Timestamp};
use thiserror::Error;

use super::exact::{exact, floor_price, Exact};
use super::interest::FirstPeriod;
use super::schedule::Schedule;
use super::{floater, inflation, interest};
use crate::quote::{Quote, Security};
use crate::terms_file::{CheckedTerms, SecurityTerms};

/// Hours that New York is behind UTC, without daylight saving time.
const NEW_YORK_SECONDS: i64 = 5 * 3600;

/// Longest half year times two, in months: a first payment comes no later than this after a whole period and a part.
const LONGEST_FIRST_PERIOD: u32 = 2;

/// Shortest term of a note in months, at least a year (31 CFR 356.5(b)).
const SHORTEST_NOTE: u32 = 12;

/// Term that a bond exceeds, in months: ten years (31 CFR 356.5(c)).
const SHORTEST_BOND: u32 = 120;

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

/// What is unknown of a security without its entry in a terms file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnknownTerm {
    /// Whether a note or bond is in its first period, and since when interest accrues.
    FirstPeriod,
    /// The rates of a floating rate note.
    FloatingRate,
    /// The index ratio of TIPS.
    IndexRatio,
}

/// Why the terms of a security do not go together with the rest.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ValueError {
    /// A field that this kind of security does not have, or one that it needs.
    #[error("expected {expected} for {kind}, found {found}")]
    Fields {
        /// The `kind` of the book row.
        kind: &'static str,
        /// Fields that its terms have.
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// A first payment that is not one of the payment days before maturity.
    #[error("expected a first payment some whole {months} months before maturity {maturity}, found {first_payment}")]
    OffSchedule {
        /// Months between payments.
        months: u32,
        /// Maturity of the security.
        maturity: Date,
        /// First payment in the terms.
        first_payment: Date,
    },
    /// A first period of more than two regular ones.
    #[error("expected a dated date at most {} months before the first payment {first_payment}, found {dated}", .months * LONGEST_FIRST_PERIOD)]
    FirstPeriodTooLong {
        /// Months between payments.
        months: u32,
        /// Dated date in the terms.
        dated: Date,
        /// First payment in the terms.
        first_payment: Date,
    },
    /// Dated after the day of the book.
    #[error("expected a dated date by {day}, the day of the book in New York, found {dated}")]
    NotIssued {
        /// Day of the book.
        day: Date,
        /// Dated date in the terms.
        dated: Date,
    },
    /// A consumer price index that is needed for an index ratio.
    #[error("expected the consumer price index of the month of {month} in \"consumer_prices\", found none")]
    NoConsumerPrice {
        /// First day of the month.
        month: Date,
    },
    /// An auction that is needed for a floating rate.
    #[error(
        "expected an auction after {after} and before {before} in \"bill_auctions\", found none"
    )]
    NoAuction {
        /// The last auction that is there, or the day from which one is looked for.
        after: Date,
        /// The next auction that is there, or the day up to which one is looked for.
        before: Date,
    },
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
    if quote.security == Security::Bill {
        return Ok(Valuation::Whole(quote.price_per_unit()));
    }
    let known = terms.and_then(|all| Some((all, all.securities.get(&quote.isin)?)));
    let Some((all, terms)) = known else {
        return Ok(without_terms(quote, day));
    };
    let schedule = match quote.security {
        Security::Frn => Schedule::quarterly(quote.maturity),
        _ => Schedule::semiannual(quote.maturity),
    };
    let first = first_period(quote, &schedule, terms, day)?;
    let clean = exact(&quote.price_per_unit());
    let unknown = |what| Ok(Valuation::Clean(quote.price_per_unit(), what));
    let interest = || interest::accrued(&exact(&quote.rate), &schedule, first, day);
    match (quote.security, &terms.reference_cpi, terms.spread_tenth_bps) {
        (Security::Tips, Some(base), None) => {
            let now = inflation::reference_cpi(&all.consumer_prices, day).map_err(|missing| {
                ValueError::NoConsumerPrice {
                    month: missing.month,
                }
            })?;
            let ratio = inflation::index_ratio(&now, &exact(base));
            let Some(interest) = interest() else {
                return Ok(Valuation::None(UnknownTerm::IndexRatio));
            };
            Ok(whole((clean + interest) * ratio))
        }
        (Security::Frn, None, Some(spread)) => {
            let Some(start) = last_payment(&schedule, first, day) else {
                return unknown(UnknownTerm::FloatingRate);
            };
            let interest =
                floater::accrued(&all.index_rates, spread, start, day).map_err(|missing| {
                    ValueError::NoAuction {
                        after: missing.after,
                        before: missing.before,
                    }
                })?;
            Ok(whole(clean + interest))
        }
        (Security::Note | Security::Bond, None, None) => match interest() {
            Some(interest) => Ok(whole(clean + interest)),
            None => unknown(UnknownTerm::FirstPeriod),
        },
        (_, cpi, spread) => Err(wrong_fields(
            quote.security,
            cpi.is_some(),
            spread.is_some(),
        )),
    }
}

/// Terms with other fields than their kind of security has.
fn wrong_fields(security: Security, cpi: bool, spread: bool) -> ValueError {
    ValueError::Fields {
        kind: security.kind(),
        expected: match security {
            Security::Tips => "\"reference_cpi\" alone",
            Security::Frn => "\"spread_tenth_bps\" alone",
            _ => "neither \"reference_cpi\" nor \"spread_tenth_bps\"",
        },
        found: match (cpi, spread) {
            (true, true) => "both",
            (true, false) => "\"reference_cpi\"",
            (false, true) => "\"spread_tenth_bps\"",
            (false, false) => "neither",
        },
    }
}

fn whole(value: Exact) -> Valuation {
    Valuation::Whole(floor_price(&value))
}

/// Never more than it is worth: a security that may be in its first period may have begun to accrue on any day.
fn without_terms(quote: &Quote, day: Date) -> Valuation {
    let clean = quote.price_per_unit();
    let shortest = match quote.security {
        Security::Bill => return Valuation::Whole(clean),
        Security::Tips => return Valuation::None(UnknownTerm::IndexRatio),
        Security::Frn => return Valuation::Clean(clean, UnknownTerm::FloatingRate),
        Security::Note => SHORTEST_NOTE,
        Security::Bond => SHORTEST_BOND,
    };
    let schedule = Schedule::semiannual(quote.maturity);
    let interest = schedule
        .reached(day)
        // Dated after the last payment day, its term would be shorter than this. A long first period accrues more, not less.
        .filter(|reached| reached.saturating_mul(schedule.months()) <= shortest)
        .and_then(|reached| interest::regular(&exact(&quote.rate), &schedule, reached, day));
    match interest {
        Some(interest) => whole(exact(&clean) + interest),
        None => Valuation::Clean(clean, UnknownTerm::FirstPeriod),
    }
}

fn first_period(
    quote: &Quote,
    schedule: &Schedule,
    terms: &SecurityTerms,
    day: Date,
) -> Result<FirstPeriod, ValueError> {
    let SecurityTerms {
        dated,
        first_payment,
        ..
    } = *terms;
    let months = schedule.months();
    let payment = schedule
        .position(first_payment)
        .ok_or(ValueError::OffSchedule {
            months,
            maturity: quote.maturity,
            first_payment,
        })?;
    match schedule.before_maturity(payment.saturating_add(LONGEST_FIRST_PERIOD)) {
        Some(earliest) if earliest > dated => {
            return Err(ValueError::FirstPeriodTooLong {
                months,
                dated,
                first_payment,
            })
        }
        _ => {}
    }
    match dated > day {
        true => Err(ValueError::NotIssued { day, dated }),
        false => Ok(FirstPeriod { dated, payment }),
    }
}

/// The day from which interest accrues that has not been paid.
fn last_payment(schedule: &Schedule, first: FirstPeriod, day: Date) -> Option<Date> {
    let reached = schedule.reached(day)?;
    match reached > first.payment {
        true => Some(first.dated),
        false => schedule.before_maturity(reached),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
