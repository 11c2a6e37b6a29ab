//! Rows of securities, at the prices of the first source that has them.

use std::collections::{BTreeMap, BTreeSet};

use assay_statement::{BookRow, Date, Decimal, Id, InstrumentKind};

use super::frn_reset::next_reset;
use super::market::{Market, Priced, PricedBy};
use crate::build_error::BuildError;
use crate::custodians::{Custodian, Securities};
use crate::place::Place;
use crate::quote::{PriceSide, Quote};
use crate::terms_file::CheckedTerms;
use crate::valuation::{value, UnknownTerm, Valuation};

/// A price that was not taken, because an earlier source has another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherPrice {
    /// The instrument.
    pub instrument: Id,
    /// The price for 1 of face in the book.
    pub taken: Decimal,
    /// Where the other price is.
    pub at: Place,
    /// The other price for 1 of face.
    pub price: Decimal,
}

/// Makes the rows of securities of one custodian after the other, and collects what the maker of the book should know.
pub(crate) struct SecurityRows<'a> {
    market: &'a Market<'a>,
    today: Date,
    accrued_to: Date,
    terms: Option<&'a CheckedTerms>,
    /// Line, ISIN and price taken of securities without an end of day price.
    pub(crate) fallbacks: BTreeSet<(u64, Id, PriceSide)>,
    /// Line and ISIN of securities whose terms are not known, and what is unknown.
    pub(crate) unknown: BTreeSet<(u64, Id, UnknownTerm)>,
    /// Prices of later sources that differ, by instrument and place.
    pub(crate) other_prices: BTreeMap<(Id, Place), OtherPrice>,
}

impl<'a> SecurityRows<'a> {
    pub(crate) fn new(
        market: &'a Market<'a>,
        (today, accrued_to): (Date, Date),
        terms: Option<&'a CheckedTerms>,
    ) -> SecurityRows<'a> {
        SecurityRows {
            market,
            today,
            accrued_to,
            terms,
            fallbacks: BTreeSet::new(),
            unknown: BTreeSet::new(),
            other_prices: BTreeMap::new(),
        }
    }

    /// The rows of securities that a custodian may hold, by maturity and name, each with the place of its price.
    ///
    /// # Errors
    /// [`BuildError`].
    pub(crate) fn of(
        &mut self,
        custodian: &Custodian,
    ) -> Result<Vec<(BookRow, Place)>, BuildError> {
        let mut rows = Vec::new();
        let Some(securities) = &custodian.securities else {
            return Ok(rows);
        };
        let market = self.market;
        for security in market.select(&custodian.id, securities)? {
            let Some(price) = self.price(security)? else {
                if securities.instruments.is_some() {
                    return Err(BuildError::NoTerms {
                        custodian: custodian.id.clone(),
                        instrument: security.instrument.clone(),
                    });
                }
                continue;
            };
            security
                .facts
                .check_dates(&security.instrument, self.today)?;
            self.note(security, &price);
            let row = row(custodian, securities, security, price, self.today);
            rows.push((row, security.by.place()));
        }
        Ok(rows)
    }

    /// What the maker of the book should know of a row's price.
    fn note(&mut self, security: &Priced<'_>, price: &Decimal) {
        if let PricedBy::PriceFile(quote) = security.by {
            if quote.side != PriceSide::EndOfDay {
                self.fallbacks
                    .insert((quote.line, quote.isin.clone(), quote.side));
            }
        }
        for later in &security.later {
            let PricedBy::PriceList(_, listed) = later else {
                continue;
            };
            if listed.price.cmp_value(price).is_ne() {
                let (instrument, at) = (security.instrument.clone(), later.place());
                let other = OtherPrice {
                    instrument: instrument.clone(),
                    taken: price.clone(),
                    at,
                    price: listed.price.clone(),
                };
                self.other_prices.insert((instrument, at), other);
            }
        }
    }

    /// The price of 1 of face; `None` if it is unknown without terms.
    fn price(&mut self, security: &Priced<'_>) -> Result<Option<Decimal>, BuildError> {
        match security.by {
            PricedBy::PriceFile(quote) => self.value(quote),
            PricedBy::PriceList(_, listed) => Ok(Some(listed.price.clone())),
        }
    }

    /// The price of 1 of face of a security that the Treasury's price file quotes.
    fn value(&mut self, quote: &Quote) -> Result<Option<Decimal>, BuildError> {
        let value =
            value(quote, self.accrued_to, self.terms).map_err(|source| BuildError::Terms {
                instrument: quote.isin.clone(),
                source,
            })?;
        let (price, unknown) = match value {
            Valuation::Whole(price) => (Some(price), None),
            Valuation::Clean(price, unknown) => (Some(price), Some(unknown)),
            Valuation::None(unknown) => (None, Some(unknown)),
        };
        let unknown = unknown.map(|what| (quote.line, quote.isin.clone(), what));
        self.unknown.extend(unknown);
        Ok(price)
    }
}

fn row(
    custodian: &Custodian,
    wanted: &Securities,
    security: &Priced<'_>,
    price: Decimal,
    today: Date,
) -> BookRow {
    let Priced {
        kind,
        maturity,
        facts,
        ..
    } = security;
    let said = facts.reset.as_ref().map(|(reset, _)| *reset);
    let reset = match kind {
        InstrumentKind::Frn => said.or_else(|| next_reset(*maturity, today)),
        _ => said,
    };
    let institution = facts.institution.as_ref().map(|(name, _)| name.clone());
    BookRow {
        custodian: custodian.id.clone(),
        instrument: security.instrument.clone(),
        kind: *kind,
        maturity: Some(*maturity),
        reset,
        demand: facts.demand.as_ref().map(|(demand, _)| *demand),
        price,
        quantity_decimals: wanted.quantity_decimals,
        // The Treasury needs no name.
        institution: institution.filter(|_| kind.needs_institution()),
    }
}
