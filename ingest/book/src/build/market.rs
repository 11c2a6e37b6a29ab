//! Securities that have a price and have not matured, and which of them a custodian may hold.

use std::collections::{BTreeMap, BTreeSet};

use assay_statement::{is_business_day, last_business_day, Date, Id, InstrumentKind};

use super::facts::{Facts, Said};
use super::kinds::is_security;
use super::rows::check_digit;
use crate::build_error::BuildError;
use crate::custodians::Securities;
use crate::isin::meaning;
use crate::place::Place;
use crate::price_list::ListedPrice;
use crate::price_sources::PriceSources;
use crate::quote::Quote;
use crate::terms_file::CheckedTerms;

/// What a price is taken from.
#[derive(Clone, Copy, Debug)]
pub(super) enum PricedBy<'a> {
    /// The Treasury's price file.
    PriceFile(&'a Quote),
    /// A price list, by its number.
    PriceList(usize, &'a ListedPrice),
}

impl PricedBy<'_> {
    pub fn place(self) -> Place {
        match self {
            PricedBy::PriceFile(quote) => Place::PriceFile { line: quote.line },
            PricedBy::PriceList(list, price) => Place::PriceList {
                list,
                line: price.line,
            },
        }
    }
}

/// A security that a book can hold.
#[derive(Debug)]
pub(super) struct Priced<'a> {
    /// Its name in the book.
    pub instrument: Id,
    pub kind: InstrumentKind,
    pub maturity: Date,
    /// What its price is taken from: the first source that has it.
    pub by: PricedBy<'a>,
    /// Sources after it that have the security too.
    pub later: Vec<PricedBy<'a>>,
    pub facts: Facts,
}

/// A security with a price, of which too little is known for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incomplete {
    /// Its name in the book.
    pub instrument: Id,
    /// `kind`, `maturity` or `institution`.
    pub field: &'static str,
    /// Where its price is.
    pub at: Place,
}

/// The securities of all sources on a day.
pub(super) struct Market<'a> {
    today: Date,
    /// Securities that have not matured, by maturity and name.
    securities: Vec<Priced<'a>>,
    /// Their places in the list, by what names of them mean.
    places: BTreeMap<String, usize>,
    /// Where every security is, of matured and incomplete ones too.
    quoted: BTreeMap<String, Place>,
    /// What securities mean that have matured, and that have no price.
    matured_names: BTreeSet<String>,
    unpriced: BTreeSet<String>,
    pub(super) incomplete: Vec<Incomplete>,
    /// Number of securities that matured before today.
    pub(super) matured: usize,
}

/// A security while sources are asked.
struct Found<'a> {
    instrument: Id,
    by: PricedBy<'a>,
    /// The day of its price.
    day: Date,
    later: Vec<PricedBy<'a>>,
    facts: Facts,
}

impl<'a> Market<'a> {
    /// Asks the sources one after the other, and the terms file for what they do not say.
    ///
    /// # Errors
    /// [`BuildError::Contradiction`].
    pub(super) fn new(
        sources: &PriceSources<'a>,
        terms: Option<&CheckedTerms>,
        today: Date,
    ) -> Result<Market<'a>, BuildError> {
        let mut found: BTreeMap<String, Found<'a>> = BTreeMap::new();
        let mut unpriced = BTreeSet::new();
        if let Some(file) = sources.price_file {
            for quote in &file.prices.quotes {
                let by = (PricedBy::PriceFile(quote), file.date);
                add(&mut found, &quote.isin, by, Said::from(quote))?;
            }
            unpriced.extend(file.prices.unquoted.iter().map(|u| u.cusip.value().into()));
        }
        for (number, list) in sources.price_lists.iter().enumerate() {
            for price in &list.prices {
                let by = (PricedBy::PriceList(number, price), price.as_of);
                let mut said = Said::from(price);
                let of_friday = !is_business_day(today) && price.as_of == last_business_day(today);
                if of_friday && price.reset.is_some_and(|reset| reset >= price.as_of) {
                    said = said.without_reset_before(today);
                }
                add(&mut found, &price.instrument, by, said)?;
            }
            unpriced.extend(list.unpriced.iter().map(|u| meaning(&u.instrument)));
        }
        for (name, (entry, data)) in terms.iter().flat_map(|terms| &terms.static_data) {
            if let Some(security) = found.get_mut(name) {
                let at = Place::Terms { entry: *entry };
                let said = Said::from(data);
                security.facts.add(&data.instrument, said, at)?;
            }
        }
        let mut market = Market {
            today,
            securities: Vec::with_capacity(found.len()),
            places: BTreeMap::new(),
            quoted: found
                .iter()
                .map(|(name, security)| (name.clone(), security.by.place()))
                .collect(),
            matured_names: BTreeSet::new(),
            unpriced,
            incomplete: Vec::new(),
            matured: 0,
        };
        found
            .into_iter()
            .for_each(|(name, security)| market.take(name, security));
        let order = |security: &Priced<'_>| (security.maturity, security.instrument.clone());
        market.securities.sort_by_cached_key(order);
        let names = market.securities.iter().enumerate();
        market.places = names
            .map(|(at, security)| (meaning(&security.instrument), at))
            .collect();
        Ok(market)
    }

    /// Takes a security of which enough is known.
    fn take(&mut self, name: String, found: Found<'a>) {
        let Found {
            instrument,
            by,
            later,
            facts,
            ..
        } = found;
        let known = facts
            .kind
            .as_ref()
            .map(|(kind, _)| *kind)
            .zip(facts.maturity.as_ref().map(|(maturity, _)| *maturity));
        let nobody = facts.institution.is_none();
        let field = match known {
            None if facts.kind.is_none() => "kind",
            None => "maturity",
            Some((_, maturity)) if maturity < self.today => {
                self.matured += 1;
                self.matured_names.insert(name);
                return;
            }
            Some((kind, _)) if kind.needs_institution() && nobody => "institution",
            Some((kind, maturity)) => {
                self.securities.push(Priced {
                    instrument,
                    kind,
                    maturity,
                    by,
                    later,
                    facts,
                });
                return;
            }
        };
        self.incomplete.push(Incomplete {
            instrument,
            field,
            at: by.place(),
        });
    }

    /// Where the first source that has it prices the security that a name means, matured or not.
    pub(super) fn quoted(&self, name: &Id) -> Option<Place> {
        self.quoted.get(&meaning(name)).copied()
    }

    /// Securities that a custodian may hold, by maturity and name.
    ///
    /// # Errors
    /// [`BuildError`], if the custodians file contradicts itself or the sources.
    pub(super) fn select(
        &self,
        custodian: &Id,
        wanted: &Securities,
    ) -> Result<Vec<&Priced<'a>>, BuildError> {
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
    ) -> Result<Vec<&Priced<'a>>, BuildError> {
        if let Some(found) = kinds.iter().find(|kind| !is_security(**kind)) {
            return Err(BuildError::NotPriced {
                custodian: custodian.clone(),
                found: *found,
            });
        }
        let soon = |maturity: Date| match most {
            Some(days) => self.today.days_until(maturity) <= i64::from(days),
            None => true,
        };
        let wanted =
            |security: &&Priced<'a>| kinds.contains(&security.kind) && soon(security.maturity);
        Ok(self.securities.iter().filter(wanted).collect())
    }

    fn by_name(&self, custodian: &Id, instruments: &[Id]) -> Result<Vec<&Priced<'a>>, BuildError> {
        let mut chosen = BTreeSet::new();
        for name in instruments {
            check_digit(custodian, "securities", name)?;
            let Some(position) = self.places.get(&meaning(name)) else {
                return Err(BuildError::NotQuoted {
                    custodian: custodian.clone(),
                    instrument: name.clone(),
                    reason: self.why_not(name),
                });
            };
            if !chosen.insert(*position) {
                return Err(BuildError::ListedTwice {
                    custodian: custodian.clone(),
                    instrument: name.clone(),
                });
            }
        }
        let chosen = chosen.into_iter();
        Ok(chosen.filter_map(|at| self.securities.get(at)).collect())
    }

    /// Why no row can be made of a security.
    fn why_not(&self, name: &Id) -> &'static str {
        let meant = meaning(name);
        let incomplete = |known: &&Incomplete| meaning(&known.instrument) == meant;
        if self.matured_names.contains(&meant) {
            return "which has matured";
        }
        match self.incomplete.iter().find(incomplete).map(|known| known.field) {
            Some("kind") => "whose kind nothing says; name it in the mapping of its price list, or in \"static_data\" of --terms",
            Some("maturity") => "whose maturity nothing says; name it in the mapping of its price list, or in \"static_data\" of --terms",
            Some(_) => "whose institution nothing says; name it in the mapping of its price list, or in \"static_data\" of --terms",
            None if self.unpriced.contains(&meant) => "which has no price in it",
            None => "which is not in it",
        }
    }
}

/// Adds a security that a source has. Of the prices of the latest day, that of the first source is taken: one that is only
/// allowed is not, where another source has one of the book's day.
fn add<'a>(
    found: &mut BTreeMap<String, Found<'a>>,
    instrument: &Id,
    (by, day): (PricedBy<'a>, Date),
    said: Said,
) -> Result<(), BuildError> {
    let mut known = Facts::default();
    match found.get_mut(&meaning(instrument)) {
        Some(security) => {
            security.facts.add(instrument, said, by.place())?;
            let mut other = by;
            if day > security.day {
                security.day = day;
                std::mem::swap(&mut security.by, &mut other);
            }
            security.later.push(other);
        }
        None => {
            known.add(instrument, said, by.place())?;
            let security = Found {
                instrument: instrument.clone(),
                by,
                day,
                later: Vec::new(),
                facts: known,
            };
            found.insert(meaning(instrument), security);
        }
    }
    Ok(())
}
