//! What the sources say of one security, each thing from the first that says it; all of them have to agree.

use std::fmt::Display;

use assay_statement::{Date, Id, InstrumentKind};

use super::kinds::kind_of;
use crate::build_error::BuildError;
use crate::contradiction::Contradiction;
use crate::place::Place;
use crate::price_list::ListedPrice;
use crate::quote::Quote;
use crate::security_dates::{DateFault, SecurityDates};
use crate::static_data::StaticData;

/// Something that is said of a security, and where.
pub(super) type Fact<T> = Option<(T, Place)>;

/// What is known of a security.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub kind: Fact<InstrumentKind>,
    pub maturity: Fact<Date>,
    pub reset: Fact<Date>,
    pub demand: Fact<Date>,
    pub institution: Fact<Id>,
}

/// What one source says of it.
pub(super) struct Said {
    kind: Option<InstrumentKind>,
    maturity: Option<Date>,
    reset: Option<Date>,
    demand: Option<Date>,
    institution: Option<Id>,
}

impl From<&Quote> for Said {
    fn from(quote: &Quote) -> Said {
        Said {
            kind: Some(kind_of(quote.security)),
            maturity: Some(quote.maturity),
            reset: None,
            demand: None,
            institution: None,
        }
    }
}

impl From<&ListedPrice> for Said {
    fn from(price: &ListedPrice) -> Said {
        Said {
            kind: price.kind,
            maturity: price.maturity,
            reset: price.reset,
            demand: price.demand,
            institution: price.institution.clone(),
        }
    }
}

impl Said {
    /// Without a reset before the day of the book, as a list of the business day before may have: the next one is not known,
    /// and the security counts to its final maturity.
    pub fn without_reset_before(mut self, day: Date) -> Said {
        self.reset = self.reset.filter(|reset| *reset >= day);
        self
    }
}

impl From<&StaticData> for Said {
    fn from(data: &StaticData) -> Said {
        Said {
            kind: data.kind,
            maturity: data.maturity,
            reset: data.reset,
            demand: data.demand,
            institution: data.institution.clone(),
        }
    }
}

impl Facts {
    /// Adds what a source says.
    ///
    /// # Errors
    /// [`BuildError::Contradiction`].
    pub fn add(&mut self, instrument: &Id, said: Said, at: Place) -> Result<(), BuildError> {
        let about = (instrument, at);
        settle(&mut self.kind, said.kind, about, "kind")?;
        settle(&mut self.maturity, said.maturity, about, "maturity")?;
        settle(&mut self.reset, said.reset, about, "reset")?;
        settle(&mut self.demand, said.demand, about, "demand")?;
        settle(
            &mut self.institution,
            said.institution,
            about,
            "institution",
        )
    }

    /// Checks the dates of a security of the book.
    ///
    /// # Errors
    /// [`BuildError::Dates`].
    pub fn check_dates(&self, instrument: &Id, day: Date) -> Result<(), BuildError> {
        fn value<T: Copy>(fact: &Fact<T>) -> Option<T> {
            fact.as_ref().map(|(value, _)| *value)
        }
        let dates = SecurityDates {
            kind: value(&self.kind),
            maturity: value(&self.maturity),
            reset: value(&self.reset),
            demand: value(&self.demand),
        };
        let place = |fault: &DateFault| match fault.field() {
            "demand" => self.demand.as_ref().map(|(_, at)| *at),
            _ => self.reset.as_ref().map(|(_, at)| *at),
        };
        dates.check(Some(day)).map_err(|source| BuildError::Dates {
            at: place(&source),
            instrument: instrument.clone(),
            source,
        })
    }
}

/// Takes what is said first; what is said later has to be the same.
fn settle<T: PartialEq + Display>(
    known: &mut Fact<T>,
    said: Option<T>,
    (instrument, at): (&Id, Place),
    field: &'static str,
) -> Result<(), BuildError> {
    match (&*known, said) {
        (Some((expected, by)), Some(found)) if *expected != found => {
            Err(BuildError::Contradiction(Box::new(Contradiction {
                at,
                instrument: instrument.clone(),
                field,
                expected: expected.to_string(),
                by: *by,
                found: found.to_string(),
            })))
        }
        (None, Some(found)) => {
            *known = Some((found, at));
            Ok(())
        }
        _ => Ok(()),
    }
}
