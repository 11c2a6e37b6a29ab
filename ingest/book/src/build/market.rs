//! Securities that have a price and have not matured, and which of them a custodian may hold.

use std::collections::BTreeSet;

use assay_statement::{Date, Id, InstrumentKind};

use super::rows::check_digit;
use crate::build_error::BuildError;
use crate::custodians::Securities;
use crate::quote::{PriceFile, Quote, Security};

/// The securities of a price file on a day.
pub(super) struct Market<'a> {
    today: Date,
    /// Securities that have not matured, by maturity and ISIN.
    quotes: Vec<&'a Quote>,
    file: &'a PriceFile,
    /// Number of securities that matured before today.
    pub(super) matured: usize,
}

impl<'a> Market<'a> {
    pub(super) fn new(file: &'a PriceFile, today: Date) -> Market<'a> {
        let mut quotes: Vec<&Quote> = file.quotes.iter().collect();
        quotes.retain(|quote| quote.maturity >= today);
        quotes.sort_by(|a, b| (a.maturity, &a.isin).cmp(&(b.maturity, &b.isin)));
        Market {
            today,
            matured: file.quotes.len() - quotes.len(),
            quotes,
            file,
        }
    }

    /// Securities that a custodian may hold, by maturity and ISIN.
    ///
    /// # Errors
    /// [`BuildError`], if the custodians file contradicts itself or the price file.
    pub(super) fn select(
        &self,
        custodian: &Id,
        wanted: &Securities,
    ) -> Result<Vec<&'a Quote>, BuildError> {
        let selection = |found| BuildError::Selection {
            custodian: custodian.clone(),
            found,
        };
        match (&wanted.kinds, &wanted.instruments) {
            (Some(_), Some(_)) => Err(selection("both")),
            (None, None) => Err(selection("neither")),
            (Some(kinds), None) => self.by_kind(custodian, kinds, wanted.max_remaining_days),
            (None, Some(_)) if wanted.max_remaining_days.is_some() => Err(BuildError::StrayLimit {
                custodian: custodian.clone(),
            }),
            (None, Some(instruments)) => self.by_name(custodian, instruments),
        }
    }

    fn by_kind(
        &self,
        custodian: &Id,
        kinds: &[InstrumentKind],
        most: Option<u32>,
    ) -> Result<Vec<&'a Quote>, BuildError> {
        let mut securities = Vec::with_capacity(kinds.len());
        for kind in kinds {
            securities.push(Security::from_kind(kind.as_str()).ok_or_else(|| {
                BuildError::NotPriced {
                    custodian: custodian.clone(),
                    found: *kind,
                }
            })?);
        }
        let soon = |quote: &Quote| match most {
            Some(days) => self.today.days_until(quote.maturity) <= i64::from(days),
            None => true,
        };
        let wanted = |quote: &&&Quote| securities.contains(&quote.security) && soon(quote);
        Ok(self.quotes.iter().filter(wanted).copied().collect())
    }

    fn by_name(&self, custodian: &Id, instruments: &[Id]) -> Result<Vec<&'a Quote>, BuildError> {
        let named =
            |quote: &Quote, name: &Id| quote.cusip.value() == name.as_str() || quote.isin == *name;
        let mut chosen = BTreeSet::new();
        for name in instruments {
            check_digit(custodian, "securities", name)?;
            let Some(position) = self.quotes.iter().position(|quote| named(quote, name)) else {
                let reason = if self.file.quotes.iter().any(|quote| named(quote, name)) {
                    "which has matured"
                } else if self
                    .file
                    .unquoted
                    .iter()
                    .any(|u| name.as_str().contains(u.cusip.value()))
                {
                    "which has no price in it"
                } else {
                    "which is not in it"
                };
                return Err(BuildError::NotQuoted {
                    custodian: custodian.clone(),
                    instrument: name.clone(),
                    reason,
                });
            };
            if !chosen.insert(position) {
                return Err(BuildError::ListedTwice {
                    custodian: custodian.clone(),
                    instrument: name.clone(),
                });
            }
        }
        Ok(chosen
            .into_iter()
            .filter_map(|i| self.quotes.get(i).copied())
            .collect())
    }
}
