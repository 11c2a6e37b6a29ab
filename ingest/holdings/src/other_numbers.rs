//! Instruments that a statement names without an ISIN: by CUSIP, or by a number that the mapping knows.

use assay_statement::{instrument_name, is_cusip};
use zeroize::Zeroizing;

use crate::expectation::Expectation;
use crate::input_error::InputError;
use crate::instrument::shown;

/// What a statement calls an instrument that it gives no ISIN of: numbers of other schemes.
#[derive(Default)]
pub(crate) struct OtherNumbers {
    /// The ISIN that they lead to, or the CUSIP of what has no ISIN.
    isin: Option<Zeroizing<String>>,
    /// The first one that leads to none, for the message.
    unknown: Option<String>,
}

impl OtherNumbers {
    /// Adds one, by its scheme: the letters of a country in SWIFT messages, a type code in ISO 20022, or a
    /// type of the custodian's own. A CUSIP leads to its
    /// ISIN, any other number to the one that the mapping has for it.
    ///
    /// # Errors
    /// [`InputError::NotACusip`], [`InputError::TwoInstruments`].
    pub fn add(
        &mut self,
        scheme: &str,
        number: &str,
        line: u64,
        expected: &Expectation,
    ) -> Result<(), InputError> {
        let name = Zeroizing::new(format!("{scheme}/{number}"));
        let found = match expected.isin_of_number(&name) {
            Some(isin) => Some(Zeroizing::new(isin.into())),
            None if matches!(scheme, "US" | "CUSP" | "CUSIP") => name_of_cusip(number, line)?,
            None => None,
        };
        match (found, &self.isin) {
            (None, _) => {
                self.unknown.get_or_insert_with(|| shown(&name));
            }
            (Some(isin), Some(before)) if isin != *before => {
                return Err(InputError::TwoInstruments { line })
            }
            (found, _) => self.isin = found,
        }
        Ok(())
    }

    /// The ISIN that they lead to.
    ///
    /// # Errors
    /// [`InputError::UnknownNumber`], or [`InputError::Missing`] where there is no number at all.
    pub fn isin(self, line: u64, field: &'static str) -> Result<Zeroizing<String>, InputError> {
        match (self.isin, self.unknown) {
            (Some(isin), _) => Ok(isin),
            (None, Some(found)) => Err(InputError::UnknownNumber { line, found }),
            (None, None) => Err(InputError::Missing { line, field }),
        }
    }
}

/// The book's name of a security with a CUSIP: the ISIN around it, or the CUSIP of a private placement itself, which no ISIN
/// has in it. `None` for the numbers that begin with a letter (CINS), whose ISIN is of another country.
fn name_of_cusip(number: &str, line: u64) -> Result<Option<Zeroizing<String>>, InputError> {
    if !is_cusip(number) {
        return Err(InputError::NotACusip {
            line,
            found: shown(number).chars().take(12).collect(),
        });
    }
    if number.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Ok(None);
    }
    Ok(instrument_name(number).map(Zeroizing::new))
}
