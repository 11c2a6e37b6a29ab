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
    /// When it is repaid: present for all kinds but cash, fund and token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maturity: Option<Date>,
    /// Currency per one whole unit of quantity (per 1 of face, not per 100).
    pub price: Decimal,
    /// Decimals of the integer quantity: a quantity `q` stands for `q / 10^quantity_decimals` units.
    pub quantity_decimals: u8,
    /// Who owes it: present for cash and repo, optional for the rest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<Id>,
}

fields!(BookRow {
    custodian,
    instrument,
    kind,
    maturity,
    price,
    quantity_decimals,
    institution
});

impl BookRow {
    /// Days from the as-of day to maturity; cash, funds and tokens count as 0.
    pub fn days_left(&self, as_of: Date) -> i64 {
        self.maturity
            .map_or(0, |maturity| as_of.days_until(maturity))
    }

    pub(super) fn validate(&self, row: usize, as_of: Date) -> Result<(), BookError> {
        let kind = self.kind;
        match self.maturity {
            None if kind.has_maturity() => return Err(BookError::MissingMaturity { row, kind }),
            Some(_) if !kind.has_maturity() => {
                return Err(BookError::UnexpectedMaturity { row, kind })
            }
            Some(maturity) if maturity < as_of => {
                return Err(BookError::Matured {
                    row,
                    custodian: self.custodian.clone(),
                    instrument: self.instrument.clone(),
                    maturity,
                    as_of,
                })
            }
            _ => {}
        }
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
}
