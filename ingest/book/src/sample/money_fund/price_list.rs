//! The securities as a vendor of prices would list them, for the mapping `prices.mapping.json`.

use std::fmt::Write;

use assay_statement::{InstrumentKind, Timestamp};

use super::filed_security::{parsed, FiledSecurity};
use crate::sample::us_date::us_date;

/// The list: a title, the header, a line a security and the number of them.
pub(super) fn write(securities: &[FiledSecurity], as_of: &str) -> Result<String, String> {
    let as_of: Timestamp = parsed(as_of)?;
    let day = us_date(as_of.date())?;
    let mut text = String::from(
        "Prices as of the close of business;;;;;;;\n\
         CUSIP;Type;Price;Accrued;Currency;Pricing date;Final maturity;Next reset\n",
    );
    for security in securities {
        let cusip = security.cusip.as_deref().unwrap_or("N/A");
        let kind = words(security.kind)?;
        let end = us_date(security.final_date)?;
        // As the filing has it: of what is not reset, the end.
        let reset = us_date(security.wam_date)?;
        writeln!(
            text,
            "{cusip};{kind};100.000000;0.000000;USD;{day};{end};{reset}"
        )
        .map_err(|e| e.to_string())?;
    }
    writeln!(text, "Total {};;;;;;;", securities.len()).map_err(|e| e.to_string())?;
    Ok(text)
}

/// What the vendor calls a kind. It has one word for agency debt with a coupon, reset or not.
fn words(kind: InstrumentKind) -> Result<&'static str, String> {
    match kind {
        InstrumentKind::Bill => Ok("TREASURY BILL"),
        InstrumentKind::Note => Ok("TREASURY NOTE"),
        InstrumentKind::Frn => Ok("TREASURY FRN"),
        InstrumentKind::AgencyNote | InstrumentKind::AgencyFrn => Ok("AGENCY COUPON"),
        InstrumentKind::AgencyDiscount => Ok("AGENCY DISCOUNT"),
        InstrumentKind::Repo => Ok("REPO"),
        other => Err(format!("the list has no word for {}", other.as_str())),
    }
}
