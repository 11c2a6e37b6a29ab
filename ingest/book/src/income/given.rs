//! Income that the custodians file gives, of what has no public rate: interest on repo and deposits, dividends of funds, coupons of
//! agency debt.

use std::collections::btree_map::Entry;
use std::collections::BTreeMap;

use assay_statement::{BookRow, Id, SignedDecimal, Timestamp};

use super::earned::is_computed;
use super::error::{GivenIncomeError, GivenIncomeFault};
use crate::custodians::Custodians;
use crate::given_income::GivenIncome;
use crate::isin::meaning;
use crate::valuation::INCOME_DECIMALS;

/// Refuses income in a custodians file of a book that has no earlier one.
///
/// # Errors
/// [`GivenIncomeFault::NoPeriod`].
pub(crate) fn refuse_without_period(custodians: &Custodians) -> Result<(), GivenIncomeError> {
    let mut custodians = custodians.custodians.iter();
    match custodians.find(|custodian| !custodian.income.is_empty()) {
        Some(custodian) => Err(GivenIncomeError {
            custodian: custodian.id.clone(),
            entry: 0,
            fault: GivenIncomeFault::NoPeriod,
        }),
        None => Ok(()),
    }
}

/// The entries of all custodians that no row has taken yet, each with its position.
pub(super) struct Given<'a>(BTreeMap<(Id, String), (usize, &'a GivenIncome)>);

impl<'a> Given<'a> {
    /// Checks each entry by itself.
    ///
    /// # Errors
    /// The first [`GivenIncomeError`].
    pub fn new(
        custodians: &'a Custodians,
        since: Timestamp,
    ) -> Result<Given<'a>, GivenIncomeError> {
        let mut entries = BTreeMap::new();
        for custodian in &custodians.custodians {
            for (entry, income) in custodian.income.iter().enumerate() {
                let refused = |fault| GivenIncomeError {
                    custodian: custodian.id.clone(),
                    entry,
                    fault,
                };
                check(income, since).map_err(refused)?;
                match entries.entry((custodian.id.clone(), meaning(&income.instrument))) {
                    Entry::Vacant(place) => place.insert((entry, income)),
                    Entry::Occupied(_) => {
                        let instrument = income.instrument.clone();
                        return Err(refused(GivenIncomeFault::Twice { instrument }));
                    }
                };
            }
        }
        Ok(Given(entries))
    }

    /// The income of a row of the earlier book that may have been held throughout, if the file gives it.
    ///
    /// # Errors
    /// [`GivenIncomeFault::Computed`].
    pub fn take(&mut self, row: &BookRow) -> Result<Option<SignedDecimal>, GivenIncomeError> {
        let key = (row.custodian.clone(), meaning(&row.instrument));
        let Some((entry, income)) = self.0.remove(&key) else {
            return Ok(None);
        };
        match is_computed(row.kind) {
            false => Ok(Some(income.per_unit.clone())),
            true => Err(GivenIncomeError {
                custodian: row.custodian.clone(),
                entry,
                fault: GivenIncomeFault::Computed {
                    instrument: income.instrument.clone(),
                    kind: row.kind,
                },
            }),
        }
    }

    /// Refuses what no row took.
    ///
    /// # Errors
    /// [`GivenIncomeFault::NotHeld`].
    pub fn all_taken(self) -> Result<(), GivenIncomeError> {
        match self.0.into_iter().next() {
            Some(((custodian, _), (entry, income))) => Err(GivenIncomeError {
                custodian,
                entry,
                fault: GivenIncomeFault::NotHeld {
                    instrument: income.instrument.clone(),
                },
            }),
            None => Ok(()),
        }
    }
}

fn check(income: &GivenIncome, since: Timestamp) -> Result<(), GivenIncomeFault> {
    if income.since != since {
        return Err(GivenIncomeFault::Period {
            expected: since,
            found: income.since,
        });
    }
    let found = &income.per_unit;
    if found.magnitude().is_zero() {
        return Err(GivenIncomeFault::Zero);
    }
    match found.magnitude().trimmed().decimals() <= INCOME_DECIMALS {
        true => Ok(()),
        false => Err(GivenIncomeFault::Decimals {
            found: found.clone(),
        }),
    }
}
