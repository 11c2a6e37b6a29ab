//! Rows of securities, at the prices of the price file.

use std::collections::BTreeSet;

use assay_statement::{BookRow, Date, Decimal, Id, InstrumentKind};

use super::market::Market;
use crate::build_error::BuildError;
use crate::custodians::{Custodian, Securities};
use crate::quote::{PriceSide, Quote, Security};
use crate::terms_file::CheckedTerms;
use crate::valuation::{value, UnknownTerm, Valuation};

/// Makes the rows of securities of one custodian after the other, and collects what the maker of the book should know.
pub(crate) struct SecurityRows<'a> {
    market: &'a Market<'a>,
    accrued_to: Date,
    terms: Option<&'a CheckedTerms>,
    /// Line, ISIN and price taken of securities without an end of day price.
    pub(crate) fallbacks: BTreeSet<(u64, Id, PriceSide)>,
    /// Line and ISIN of securities whose terms are not known, and what is unknown.
    pub(crate) unknown: BTreeSet<(u64, Id, UnknownTerm)>,
}

impl<'a> SecurityRows<'a> {
    pub(crate) fn new(
        market: &'a Market<'a>,
        accrued_to: Date,
        terms: Option<&'a CheckedTerms>,
    ) -> SecurityRows<'a> {
        SecurityRows {
            market,
            accrued_to,
            terms,
            fallbacks: BTreeSet::new(),
            unknown: BTreeSet::new(),
        }
    }

    /// The rows of securities that a custodian may hold, by maturity and ISIN.
    ///
    /// # Errors
    /// [`BuildError`].
    pub(crate) fn of(&mut self, custodian: &Custodian) -> Result<Vec<BookRow>, BuildError> {
        let mut rows = Vec::new();
        let Some(securities) = &custodian.securities else {
            return Ok(rows);
        };
        for quote in self.market.select(&custodian.id, securities)? {
            let Some(price) = self.price(quote)? else {
                if securities.instruments.is_some() {
                    return Err(BuildError::NoTerms {
                        custodian: custodian.id.clone(),
                        instrument: quote.isin.clone(),
                    });
                }
                continue;
            };
            rows.push(row(custodian, securities, quote, price));
            if quote.side != PriceSide::EndOfDay {
                self.fallbacks
                    .insert((quote.line, quote.isin.clone(), quote.side));
            }
        }
        Ok(rows)
    }

    /// The price of 1 of face; `None` if it is unknown without terms.
    fn price(&mut self, quote: &Quote) -> Result<Option<Decimal>, BuildError> {
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

fn row(custodian: &Custodian, wanted: &Securities, quote: &Quote, price: Decimal) -> BookRow {
    BookRow {
        custodian: custodian.id.clone(),
        instrument: quote.isin.clone(),
        kind: kind_of(quote.security),
        maturity: Some(quote.maturity),
        reset: None,
        demand: None,
        price,
        quantity_decimals: wanted.quantity_decimals,
        institution: None,
    }
}

const fn kind_of(security: Security) -> InstrumentKind {
    match security {
        Security::Bill => InstrumentKind::Bill,
        Security::Note => InstrumentKind::Note,
        Security::Bond => InstrumentKind::Bond,
        Security::Tips => InstrumentKind::Tips,
        Security::Frn => InstrumentKind::Frn,
    }
}
