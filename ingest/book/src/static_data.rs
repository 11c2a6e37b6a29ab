//! The list `static_data` of the terms file: what neither the price file nor a price list says of a security.

use assay_statement::{fields, instrument_name, Date, Id, InstrumentKind};
use serde::Serialize;

use crate::security_dates::{DateFault, SecurityDates};

/// What is known of a security. Everything but its name may be left out, where a source of prices says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StaticData {
    /// ISIN or CUSIP.
    pub instrument: Id,
    /// Its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<InstrumentKind>,
    /// When it is finally repaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maturity: Option<Date>,
    /// When its rate is reset next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset: Option<Date>,
    /// When it can be demanded next; only of a security with a demand feature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demand: Option<Date>,
    /// Who owes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<Id>,
}

fields!(StaticData {
    instrument,
    kind,
    maturity,
    reset,
    demand,
    institution,
});

/// What is wrong with one entry.
pub(crate) enum StaticDataFault {
    /// Neither ISIN nor CUSIP.
    Instrument,
    /// Nothing but the name.
    Nothing,
    /// A kind that is no security's.
    Kind(InstrumentKind),
    /// Dates that do not go together.
    Dates(DateFault),
}

impl StaticData {
    /// Checks all that does not depend on other files.
    pub(crate) fn check(&self) -> Result<(), StaticDataFault> {
        if instrument_name(self.instrument.as_str()).is_none() {
            return Err(StaticDataFault::Instrument);
        }
        let dates = [self.maturity, self.reset, self.demand];
        let nothing = self.kind.is_none() && self.institution.is_none();
        if nothing && dates.iter().all(Option::is_none) {
            return Err(StaticDataFault::Nothing);
        }
        if let Some(kind) = self.kind {
            if !kind.has_maturity() || kind == InstrumentKind::Repo {
                return Err(StaticDataFault::Kind(kind));
            }
        }
        let dates = SecurityDates {
            kind: self.kind,
            maturity: self.maturity,
            reset: self.reset,
            demand: self.demand,
        };
        dates.check(None).map_err(StaticDataFault::Dates)
    }
}
