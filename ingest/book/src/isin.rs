//! Names of securities: ISINs of those in the United States, and what a name means.

use assay_statement::{security_of, Id, IdError};
use cusip::CUSIP;

/// The ISIN of a US security: `US`, its CUSIP, and a check digit.
///
/// # Errors
/// A message, if the CUSIP has a character that an ISIN cannot have: `*`, `@` or `#`.
pub fn isin_of(cusip: &CUSIP) -> Result<Id, String> {
    let built = isin::build_from_parts("US", cusip.value()).map_err(|e| e.to_string())?;
    let checked = isin::parse(built.as_ref()).map_err(|e| e.to_string())?;
    checked
        .to_string()
        .parse()
        .map_err(|e: IdError| e.to_string())
}

/// What a name means, in the form in which securities are looked up.
pub(crate) fn meaning(name: &Id) -> String {
    security_of(name.as_str()).unwrap_or_else(|| name.as_str().into())
}
