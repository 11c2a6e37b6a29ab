//! What one unit of a holding earned in a period, from public facts.
//!
//! `value at the end + payments in the period - value at the start`, where the value is that of a price that goes from the earlier
//! one to the face amount at maturity on a straight line. All of it is exact, and rounded once, down.

use std::collections::BTreeMap;

use assay_statement::{BookRow, Date, Decimal, Id, InstrumentKind, SignedDecimal};
use num_bigint::BigUint;

use super::no_income::NoIncome;
use crate::build_error::BuildError;
use crate::price_sources::PriceSources;
use crate::quote::Security;
use crate::terms_file::{isin, CheckedTerms};
use crate::valuation::{
    exact, floor_income, floor_price, fraction, payments, up_to_clean, Coupons, Exact, Issue,
    Payments, UnknownTerm, ValueError, CLEAN_DECIMALS,
};

/// The days of a period, in New York.
#[derive(Clone, Copy, Debug)]
pub(super) struct Period {
    /// The day of the earlier book.
    pub since: Date,
    /// The day of the new book.
    pub until: Date,
}

/// Whether income of this kind follows from public prices and terms. Interest of agency debt is counted by days of its own
/// prospectus, and what money lent or deposited earns is agreed upon by two.
pub(super) const fn is_computed(kind: InstrumentKind) -> bool {
    match kind {
        InstrumentKind::Bill
        | InstrumentKind::AgencyDiscount
        | InstrumentKind::Note
        | InstrumentKind::Bond
        | InstrumentKind::Tips
        | InstrumentKind::Frn => true,
        InstrumentKind::AgencyNote
        | InstrumentKind::AgencyFrn
        | InstrumentKind::Cash
        | InstrumentKind::ReserveBalance
        | InstrumentKind::Repo
        | InstrumentKind::Fund
        | InstrumentKind::Token => false,
    }
}

/// What is public of securities besides the earlier book: rates and terms.
pub(crate) struct Public<'a> {
    /// Rates in the Treasury's price file, by ISIN.
    rates: BTreeMap<&'a Id, &'a Decimal>,
    terms: Option<&'a CheckedTerms>,
}

/// Why there is no amount.
enum Failure {
    /// It is not known.
    NoIncome(NoIncome),
    /// The terms do not fit the security.
    Terms(ValueError),
}

impl From<NoIncome> for Failure {
    fn from(why: NoIncome) -> Failure {
        Failure::NoIncome(why)
    }
}

impl From<ValueError> for Failure {
    fn from(error: ValueError) -> Failure {
        match error {
            // The earlier day may need what this one does not; without it nothing is counted.
            ValueError::NoConsumerPrice { .. }
            | ValueError::NoAuction { .. }
            | ValueError::NotIssued { .. } => Failure::NoIncome(NoIncome::Missing(error)),
            error => Failure::Terms(error),
        }
    }
}

impl<'a> Public<'a> {
    pub(crate) fn new(prices: &PriceSources<'a>, terms: Option<&'a CheckedTerms>) -> Public<'a> {
        let quotes = prices
            .price_file
            .iter()
            .flat_map(|file| &file.prices.quotes);
        Public {
            rates: quotes.map(|quote| (&quote.isin, &quote.rate)).collect(),
            terms,
        }
    }

    /// What one unit of a row of the earlier book earned in the period, or until it was repaid in it.
    ///
    /// # Errors
    /// [`BuildError::Terms`].
    pub(super) fn earned(
        &self,
        row: &BookRow,
        period: Period,
    ) -> Result<Result<SignedDecimal, NoIncome>, BuildError> {
        match self.income(row, period) {
            Ok(per_unit) => Ok(Ok(per_unit)),
            Err(Failure::NoIncome(why)) => Ok(Err(why)),
            Err(Failure::Terms(source)) => Err(BuildError::Terms {
                instrument: row.instrument.clone(),
                source,
            }),
        }
    }

    fn income(&self, row: &BookRow, period: Period) -> Result<SignedDecimal, Failure> {
        let Some(maturity) = row.maturity.filter(|_| is_computed(row.kind)) else {
            return Err(NoIncome::NotPublic.into());
        };
        let line = Line {
            since: period.since,
            until: period.until.min(maturity),
            maturity,
        };
        let Some(security) = Security::from_kind(row.kind.as_str()) else {
            return Ok(line.discount(&row.price));
        };
        let isin = isin(&row.instrument).unwrap_or_else(|| row.instrument.clone());
        let issue = Issue {
            isin: &isin,
            security,
            rate: &self.rate(&isin, security)?,
            maturity,
        };
        match payments(issue, line.since, self.terms)? {
            Payments::None => Ok(line.discount(&row.price)),
            Payments::Unknown(what) => Err(NoIncome::Unknown(what).into()),
            Payments::Coupons(coupons) => {
                // Made with terms or without, a book has this interest in the price.
                let otherwise = payments(issue, line.since, None)?;
                let surely = match otherwise {
                    Payments::None => false,
                    Payments::Unknown(what) => what == UnknownTerm::IndexRatio,
                    Payments::Coupons(other) => {
                        other.accrued(line.since)? == coupons.accrued(line.since)?
                    }
                };
                line.coupons(&row.price, &coupons, surely)
            }
        }
    }

    /// The yearly rate of a security; none that counts of bills and floating rate notes.
    fn rate(&self, isin: &Id, security: Security) -> Result<Decimal, NoIncome> {
        if matches!(security, Security::Bill | Security::Frn) {
            return Ok(Decimal::zero());
        }
        let terms = self.terms.and_then(|terms| terms.securities.get(isin));
        let said = terms.and_then(|terms| terms.rate.as_ref());
        let quoted = self.rates.get(isin).copied();
        quoted.or(said).cloned().ok_or(NoIncome::NoRate)
    }
}

/// A straight line from a clean price on a day to the face amount on the day of maturity (26 U.S.C. 1276(b)(1), 1271(a)(3)(D)).
struct Line {
    since: Date,
    until: Date,
    maturity: Date,
}

impl Line {
    /// The price at the end of what is at `clean` at the start.
    fn end(&self, clean: &Exact) -> Exact {
        let days = |until| u64::try_from(self.since.days_until(until)).unwrap_or(0);
        let passed = fraction(days(self.until), days(self.maturity));
        let left = one() - &passed;
        clean * left + passed
    }

    /// The income of what pays its face amount and nothing else.
    fn discount(&self, price: &Decimal) -> SignedDecimal {
        let clean = exact(price);
        floor_income(&self.end(&clean), &clean)
    }

    /// The income of what pays interest.
    ///
    /// `surely` says that its price in the earlier book has the interest that had accrued.
    fn coupons(
        &self,
        price: &Decimal,
        coupons: &Coupons<'_>,
        surely: bool,
    ) -> Result<SignedDecimal, Failure> {
        let unknown = || NoIncome::Unknown(coupons.unknown());
        let principal = coupons.principal(self.since)?;
        if *principal.numer() == BigUint::ZERO {
            return Err(unknown().into());
        }
        let interest = coupons.accrued(self.since)?.ok_or_else(unknown)?;
        let clean = clean_price(price, &principal, &interest, surely);
        let paid = coupons.paid(self.since, self.until)?.ok_or_else(unknown)?;
        let end = match self.until == self.maturity {
            true => coupons.repaid(self.maturity)?,
            false => {
                let interest = coupons.accrued(self.until)?.ok_or_else(unknown)?;
                (self.end(&clean) + interest) * coupons.principal(self.until)?
            }
        };
        Ok(floor_income(
            &(end + paid),
            &((clean + interest) * principal),
        ))
    }
}

/// The clean price of a row of a book, per 1 of principal, and never less: the price without `interest`, if that gives a price as the
/// price file has them; all of it otherwise. A book has it rounded down with its interest, so that rounding up finds it again.
fn clean_price(price: &Decimal, principal: &Exact, interest: &Exact, surely: bool) -> Exact {
    let whole = exact(price) / principal;
    // Interest is not surely in a price that is as short as a clean one: a book that is made without terms has none.
    if !surely && price.trimmed().decimals() <= CLEAN_DECIMALS || whole < *interest {
        return whole;
    }
    let clean = up_to_clean(&(&whole - interest));
    let again = floor_price(&((&clean + interest) * principal));
    match again.cmp_value(price).is_eq() {
        true => clean,
        false => whole,
    }
}

fn one() -> Exact {
    Exact::from_integer(1u32.into())
}
