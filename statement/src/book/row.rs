//! A row of the book.

use serde::Serialize;

use super::error::BookError;
use super::limits::MAX_QUANTITY_DECIMALS;
use crate::decimal::Decimal;
use crate::id::Id;
use crate::instrument::InstrumentKind;
use crate::macros::fields;
use crate::time::Date;

/// One (custodian, instrument).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BookRow {
    /// Who holds it.
    pub custodian: Id,
    /// What is held: an ISIN, an account, a pair of both; unique for the custodian. Two names of one
    /// security are no two instruments.
    pub instrument: Id,
    /// Its kind.
    pub kind: InstrumentKind,
    /// When it is repaid at the latest: present for all kinds but cash, reserve_balance, fund and token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maturity: Option<Date>,
    /// The next day on which its interest rate is reset: optional for frn and agency_frn, absent for the rest. Not
    /// after maturity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset: Option<Date>,
    /// The next day on which principal can be recovered on demand, if it is demanded now: optional for agency_note,
    /// agency_frn and repo, absent for the rest. Its presence is what says that there is such a right. Not after
    /// maturity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demand: Option<Date>,
    /// Currency per one whole unit of quantity (per 1 of face, not per 100).
    pub price: Decimal,
    /// Decimals of the integer quantity: a quantity `q` stands for `q / 10^quantity_decimals` units.
    pub quantity_decimals: u8,
    /// Who owes it: present for cash, repo and agency debt, optional for the rest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<Id>,
}

fields!(BookRow {
    custodian,
    instrument,
    kind,
    maturity,
    reset,
    demand,
    price,
    quantity_decimals,
    institution
});

impl BookRow {
    /// Days from the as-of day to final maturity, whatever is reset or demanded before; 0 for kinds without one.
    pub fn days_left(&self, as_of: Date) -> i64 {
        self.maturity
            .map_or(0, |maturity| as_of.days_until(maturity))
    }

    pub(super) fn validate(&self, row: usize, as_of: Date) -> Result<(), BookError> {
        let kind = self.kind;
        self.validate_maturity(row, as_of)?;
        self.validate_reset(row, as_of)?;
        self.validate_demand(row, as_of)?;
        if self.institution.is_none() && kind.needs_institution() {
            return Err(BookError::MissingInstitution { row, kind });
        }
        if self.price.is_zero() {
            return Err(BookError::ZeroPrice { row });
        }
        if self.quantity_decimals > MAX_QUANTITY_DECIMALS {
            return Err(BookError::TooManyQuantityDecimals {
                row,
                found: self.quantity_decimals,
            });
        }
        Ok(())
    }

    fn validate_maturity(&self, row: usize, as_of: Date) -> Result<(), BookError> {
        let kind = self.kind;
        match self.maturity {
            None if kind.has_maturity() => Err(BookError::MissingMaturity { row, kind }),
            Some(_) if !kind.has_maturity() => Err(BookError::UnexpectedMaturity { row, kind }),
            Some(maturity) if maturity < as_of => Err(BookError::Matured {
                row,
                custodian: self.custodian.clone(),
                instrument: self.instrument.clone(),
                maturity,
                as_of,
            }),
            _ => Ok(()),
        }
    }

    fn validate_reset(&self, row: usize, as_of: Date) -> Result<(), BookError> {
        let (Some(reset), kind) = (self.reset, self.kind) else {
            return Ok(());
        };
        if !kind.has_reset() {
            return Err(BookError::UnexpectedReset { row, kind });
        }
        match self.maturity {
            Some(maturity) if !(as_of..=maturity).contains(&reset) => {
                Err(BookError::ResetOutside {
                    row,
                    custodian: self.custodian.clone(),
                    instrument: self.instrument.clone(),
                    reset,
                    as_of,
                    maturity,
                })
            }
            _ => Ok(()),
        }
    }

    fn validate_demand(&self, row: usize, as_of: Date) -> Result<(), BookError> {
        let (Some(demand), kind) = (self.demand, self.kind) else {
            return Ok(());
        };
        if !kind.may_have_demand_feature() {
            return Err(BookError::UnexpectedDemand { row, kind });
        }
        match self.maturity {
            Some(maturity) if !(as_of..=maturity).contains(&demand) => {
                Err(BookError::DemandOutside {
                    row,
                    custodian: self.custodian.clone(),
                    instrument: self.instrument.clone(),
                    demand,
                    as_of,
                    maturity,
                })
            }
            _ => Ok(()),
        }
    }
}
