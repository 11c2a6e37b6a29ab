//! A security of the fund, as it was filed.

use std::fmt::Display;
use std::str::FromStr;

use assay_lines::Fields;
use assay_statement::{Date, Decimal, InstrumentKind};
use cusip::CUSIP;

use crate::isin::isin_of;

const COLUMNS: [&str; 11] = [
    "cusip",
    "isin",
    "category",
    "coupon",
    "value_usd",
    "wam_date",
    "wal_date",
    "final_date",
    "demand_feature",
    "daily_liquid",
    "weekly_liquid",
];

/// A security of the fund, as it was filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledSecurity {
    /// Its CUSIP; a repo has none.
    pub cusip: Option<String>,
    /// The ISIN around the CUSIP.
    pub isin: Option<String>,
    /// What it is, by its category, its coupon and whether it is reset.
    pub kind: InstrumentKind,
    /// Its value in dollars, with two decimals.
    pub value: Decimal,
    /// To which the weighted average maturity counts: the next reset, or the end.
    pub wam_date: Date,
    /// To which the weighted average life counts.
    pub wal_date: Date,
    /// The end.
    pub final_date: Date,
    /// Whether the fund says that it is a daily liquid asset.
    pub is_daily_liquid: bool,
    /// Whether the fund says that it is a weekly liquid asset.
    pub is_weekly_liquid: bool,
}

impl FiledSecurity {
    /// Reads a line of the filing.
    pub(super) fn parse(fields: &Fields<'_>) -> Result<FiledSecurity, String> {
        let [cusip, isin, category, coupon, value, wam, wal, last, demand, daily, weekly] =
            texts(fields)?;
        if flag(&demand)? {
            return Err("a demand feature, and no date of it".into());
        }
        let (wam_date, final_date) = (parsed(&wam)?, parsed(&last)?);
        let coupon: Decimal = parsed(&coupon)?;
        let kind = kind(&category, !coupon.is_zero(), wam_date != final_date);
        let (cusip, isin) = identifiers(cusip, isin)?;
        Ok(FiledSecurity {
            cusip,
            isin,
            kind: kind.ok_or_else(|| format!("no kind is known of {category}"))?,
            value: parsed(&value)?,
            wam_date,
            wal_date: parsed(&wal)?,
            final_date,
            is_daily_liquid: flag(&daily)?,
            is_weekly_liquid: flag(&weekly)?,
        })
    }

    /// The next reset of its rate, if that comes before the end.
    pub fn reset(&self) -> Option<Date> {
        (self.wam_date != self.final_date).then_some(self.wam_date)
    }
}

/// The header names these columns in this order.
pub(super) fn check_header(fields: &Fields<'_>) -> Result<(), String> {
    let found = texts(fields)?;
    match found == COLUMNS {
        true => Ok(()),
        false => Err(format!("other columns: {}", found.join(","))),
    }
}

fn texts(fields: &Fields<'_>) -> Result<[String; COLUMNS.len()], String> {
    if fields.len() != COLUMNS.len() {
        return Err(format!("{} fields", fields.len()));
    }
    Ok(std::array::from_fn(|at| {
        String::from_utf8_lossy(fields.get(at)).into_owned()
    }))
}

/// The value of a text, or a message that begins with it.
pub(super) fn parsed<T: FromStr<Err: Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|e| format!("{text}: {e}"))
}

fn flag(text: &str) -> Result<bool, String> {
    match text {
        "Y" => Ok(true),
        "N" => Ok(false),
        _ => Err(format!("{text}: neither Y nor N")),
    }
}

/// CUSIP and ISIN, which have to agree, or none of the two.
fn identifiers(cusip: String, isin: String) -> Result<(Option<String>, Option<String>), String> {
    if cusip == "N/A" && isin.is_empty() {
        return Ok((None, None));
    }
    let checked: CUSIP = parsed(&cusip)?;
    match isin_of(&checked)?.as_str() == isin {
        true => Ok((Some(cusip), Some(isin))),
        false => Err(format!("{isin} is not the ISIN of {cusip}")),
    }
}

fn kind(category: &str, has_coupon: bool, is_reset: bool) -> Option<InstrumentKind> {
    let is = |part: &str| category.contains(part);
    Some(match (has_coupon, is_reset) {
        (true, true) if is("Treasury Debt") => InstrumentKind::Frn,
        (true, false) if is("Treasury Debt") => InstrumentKind::Note,
        (false, false) if is("Treasury Debt") => InstrumentKind::Bill,
        (true, true) if is("coupon-paying notes") => InstrumentKind::AgencyFrn,
        (true, false) if is("coupon-paying notes") => InstrumentKind::AgencyNote,
        (false, false) if is("no-coupon discount notes") => InstrumentKind::AgencyDiscount,
        (true, false) if is("Repurchase Agreement") => InstrumentKind::Repo,
        _ => return None,
    })
}
