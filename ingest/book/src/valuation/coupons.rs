//! What a security of the Treasury pays, when, and on what principal, as far as its rate and its terms tell.

use std::collections::BTreeMap;

use assay_statement::{Date, Decimal, Id};
use num_bigint::BigUint;

use super::error::{UnknownTerm, ValueError, LONGEST_FIRST_PERIOD};
use super::exact::{exact, Exact};
use super::interest::FirstPeriod;
use super::schedule::Schedule;
use super::{floater, inflation, interest};
use crate::quote::Security;
use crate::terms_file::{CheckedTerms, SecurityTerms};

/// Shortest term of a note in months, at least a year (31 CFR 356.5(b)).
const SHORTEST_NOTE: u32 = 12;

/// Term that a bond exceeds, in months: ten years (31 CFR 356.5(c)).
const SHORTEST_BOND: u32 = 120;

/// A security of the Treasury, with its rate.
#[derive(Clone, Copy, Debug)]
pub struct Issue<'a> {
    /// Its name in a terms file.
    pub isin: &'a Id,
    /// Its type.
    pub security: Security,
    /// Interest per year on 1 of face; of no matter to bills and floating rate notes.
    pub rate: &'a Decimal,
    /// Day on which the principal is paid.
    pub maturity: Date,
}

/// What a security pays before its principal.
#[derive(Clone, Debug)]
pub enum Payments<'a> {
    /// Nothing: a bill.
    None,
    /// Interest.
    Coupons(Coupons<'a>),
    /// Nobody says.
    Unknown(UnknownTerm),
}

/// The interest of a security, and on what principal.
#[derive(Clone, Debug)]
pub struct Coupons<'a> {
    schedule: Schedule,
    first: FirstPeriod,
    rate: Rate<'a>,
}

/// What interest is paid by.
#[derive(Clone, Debug)]
enum Rate<'a> {
    /// A yearly rate.
    Fixed(Exact),
    /// A yearly rate on principal that follows prices from a reference CPI on.
    Indexed {
        rate: Exact,
        base: Exact,
        months: &'a BTreeMap<Date, Decimal>,
    },
    /// Index rates of auctions, and a spread in tenths of a basis point.
    Floating {
        spread: i32,
        auctions: &'a BTreeMap<Date, i64>,
    },
}

/// What `issue` pays from `day` on.
///
/// # Errors
/// [`ValueError`], if there are terms and they do not fit.
pub fn payments<'a>(
    issue: Issue<'_>,
    day: Date,
    terms: Option<&'a CheckedTerms>,
) -> Result<Payments<'a>, ValueError> {
    if issue.security == Security::Bill {
        return Ok(Payments::None);
    }
    let known = terms.and_then(|all| Some((all, all.securities.get(issue.isin)?)));
    let Some((all, terms)) = known else {
        return Ok(without_terms(issue, day));
    };
    let schedule = match issue.security {
        Security::Frn => Schedule::quarterly(issue.maturity),
        _ => Schedule::semiannual(issue.maturity),
    };
    let first = first_period(issue.maturity, &schedule, terms, day)?;
    let rate = exact(issue.rate);
    let rate = match (issue.security, &terms.reference_cpi, terms.spread_tenth_bps) {
        (Security::Tips, Some(base), None) => Rate::Indexed {
            rate,
            base: exact(base),
            months: &all.consumer_prices,
        },
        (Security::Frn, None, Some(spread)) => Rate::Floating {
            spread,
            auctions: &all.index_rates,
        },
        (Security::Note | Security::Bond, None, None) => Rate::Fixed(rate),
        (_, cpi, spread) => {
            return Err(wrong_fields(
                issue.security,
                cpi.is_some(),
                spread.is_some(),
            ))
        }
    };
    match &terms.rate {
        Some(found) if found.cmp_value(issue.rate).is_ne() => Err(ValueError::OtherRate {
            expected: issue.rate.clone(),
            found: found.clone(),
        }),
        _ => Ok(Payments::Coupons(Coupons {
            schedule,
            first,
            rate,
        })),
    }
}

/// Never more than is paid: a security that may be in its first period may have begun to accrue on any day.
fn without_terms(issue: Issue<'_>, day: Date) -> Payments<'static> {
    let (shortest, unknown) = match issue.security {
        Security::Bill => return Payments::None,
        Security::Tips => return Payments::Unknown(UnknownTerm::IndexRatio),
        Security::Frn => return Payments::Unknown(UnknownTerm::FloatingRate),
        Security::Note => (SHORTEST_NOTE, UnknownTerm::FirstPeriod),
        Security::Bond => (SHORTEST_BOND, UnknownTerm::FirstPeriod),
    };
    let schedule = Schedule::semiannual(issue.maturity);
    let begun = schedule
        .reached(day)
        // Dated after the last payment day, its term would be shorter than this. A long first period accrues more, not less.
        .filter(|reached| reached.saturating_mul(schedule.months()) <= shortest)
        .and_then(|payment| Some((payment, schedule.before_maturity(payment)?)));
    match begun {
        Some((payment, dated)) => Payments::Coupons(Coupons {
            schedule,
            first: FirstPeriod { dated, payment },
            rate: Rate::Fixed(exact(issue.rate)),
        }),
        None => Payments::Unknown(unknown),
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

fn first_period(
    maturity: Date,
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
            maturity,
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

impl Coupons<'_> {
    /// What is not known where no interest can be computed.
    pub fn unknown(&self) -> UnknownTerm {
        match self.rate {
            Rate::Fixed(_) => UnknownTerm::FirstPeriod,
            Rate::Indexed { .. } => UnknownTerm::IndexRatio,
            Rate::Floating { .. } => UnknownTerm::FloatingRate,
        }
    }

    /// What 1 of face has become by `day`: the index ratio of TIPS, 1 of all others.
    ///
    /// # Errors
    /// [`ValueError::NoConsumerPrice`].
    pub fn principal(&self, day: Date) -> Result<Exact, ValueError> {
        match &self.rate {
            Rate::Indexed { base, months, .. } => {
                let now = inflation::reference_cpi(months, day).map_err(|missing| {
                    ValueError::NoConsumerPrice {
                        month: missing.month,
                    }
                })?;
                Ok(inflation::index_ratio(&now, base))
            }
            Rate::Fixed(_) | Rate::Floating { .. } => Ok(Exact::from_integer(1u32.into())),
        }
    }

    /// What is repaid of 1 of face at maturity: of TIPS no less than all of it (31 CFR 356.30(b)).
    ///
    /// # Errors
    /// [`ValueError::NoConsumerPrice`].
    pub fn repaid(&self, maturity: Date) -> Result<Exact, ValueError> {
        let face = Exact::from_integer(1u32.into());
        Ok(self.principal(maturity)?.max(face))
    }

    /// Interest on 1 of principal by `day` that has not been paid; `None` after maturity, and before the years begin.
    ///
    /// # Errors
    /// [`ValueError::NoAuction`].
    pub fn accrued(&self, day: Date) -> Result<Option<Exact>, ValueError> {
        match &self.rate {
            Rate::Fixed(rate) | Rate::Indexed { rate, .. } => {
                Ok(interest::accrued(rate, &self.schedule, self.first, day))
            }
            Rate::Floating { spread, auctions } => self
                .last_payment(day)
                .map(|start| floating(auctions, *spread, start, day))
                .transpose(),
        }
    }

    /// Interest on 1 of face that is paid after `since` and not after `until`, which is no later than maturity; `None` before the
    /// years begin. A payment is counted on its day in the schedule.
    ///
    /// # Errors
    /// [`ValueError::NoConsumerPrice`] and [`ValueError::NoAuction`], of the days of payments.
    pub fn paid(&self, since: Date, until: Date) -> Result<Option<Exact>, ValueError> {
        let mut sum = Exact::from_integer(BigUint::ZERO);
        let (Some(from), Some(to)) = (self.schedule.reached(since), self.schedule.reached(until))
        else {
            return Ok(None);
        };
        for payment in (to..from).filter(|payment| *payment <= self.first.payment) {
            let Some((day, interest)) = self.payment(payment)? else {
                return Ok(None);
            };
            sum += interest * self.principal(day)?;
        }
        Ok(Some(sum))
    }

    /// The day of the payment that is `count` payments before maturity, the first one or a later one, and what it is on 1 of principal.
    fn payment(&self, count: u32) -> Result<Option<(Date, Exact)>, ValueError> {
        let Some((day, start)) = self.schedule.before_maturity(count).zip(self.start(count)) else {
            return Ok(None);
        };
        let interest = match &self.rate {
            Rate::Floating { spread, auctions } => Some(floating(auctions, *spread, start, day)?),
            Rate::Fixed(rate) | Rate::Indexed { rate, .. } => match count == self.first.payment {
                true => interest::first_period(rate, &self.schedule, self.first, day),
                false => interest::regular(rate, &self.schedule, count + 1, day),
            },
        };
        Ok(interest.map(|interest| (day, interest)))
    }

    /// The day from which the interest accrues that is paid `count` payments before maturity: the dated date, or the payment before.
    fn start(&self, count: u32) -> Option<Date> {
        match count >= self.first.payment {
            true => Some(self.first.dated),
            false => self.schedule.before_maturity(count + 1),
        }
    }

    /// The day from which interest accrues that has not been paid by `day`.
    fn last_payment(&self, day: Date) -> Option<Date> {
        let reached = self.schedule.reached(day)?;
        match reached > self.first.payment {
            true => Some(self.first.dated),
            false => self.schedule.before_maturity(reached),
        }
    }
}

/// Interest of a floating rate from `start` to `day`.
fn floating(
    auctions: &BTreeMap<Date, i64>,
    spread: i32,
    start: Date,
    day: Date,
) -> Result<Exact, ValueError> {
    floater::accrued(auctions, spread, start, day).map_err(|missing| ValueError::NoAuction {
        after: missing.after,
        before: missing.before,
    })
}
