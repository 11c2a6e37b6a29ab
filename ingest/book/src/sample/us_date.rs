//! Dates as price files of the United States write them.

use assay_statement::Date;

/// `MM/DD/YYYY`.
///
/// # Errors
/// None: a date has three parts.
pub fn us_date(date: Date) -> Result<String, String> {
    let iso = date.to_string();
    match iso.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] => Ok(format!("{month}/{day}/{year}")),
        _ => Err(format!("{iso}: not a date")),
    }
}
