//! What inflation has made of the principal of TIPS: reference CPI and index ratio (31 CFR part 356, appendix B, I.B).

use std::collections::BTreeMap;

use assay_statement::{Date, Decimal};
use num_bigint::BigUint;

use super::exact::{exact, fraction, truncate_6_round_5, Exact};
use super::schedule::{days_in_month, month_number, on};

/// How many months before a month its index was measured.
const LAG: i64 = 3;

/// No consumer price index for a month that is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingMonth {
    /// First day of the month.
    pub month: Date,
}

/// Reference CPI of a day: the index of the third month before on the first of a month, and between two firsts a straight line;
/// truncated to six decimals and rounded to five. `months` holds the index of each month under its first day.
///
/// # Errors
/// [`MissingMonth`].
pub fn reference_cpi(months: &BTreeMap<Date, Decimal>, day: Date) -> Result<Exact, MissingMonth> {
    let (year, month, of_month) = day.ymd();
    let this = month_number(year, month);
    let missing = |month: i64| MissingMonth {
        month: on(month, 1).unwrap_or(day),
    };
    let index = |month: i64| {
        let first = on(month, 1).ok_or(missing(month))?;
        months.get(&first).map(exact).ok_or(missing(month))
    };
    let start = index(this - LAG)?;
    if of_month == 1 {
        return Ok(truncate_6_round_5(&start));
    }
    let end = index(this - LAG + 1)?;
    let days = u64::from(days_in_month(this).ok_or(missing(this))?);
    let passed = u64::from(of_month) - 1;
    let line = start * fraction(days - passed, days) + end * fraction(passed, days);
    Ok(truncate_6_round_5(&line))
}

/// Index ratio: what 1 of face has become. Truncated to six decimals and rounded to five, as reference CPIs are; zero for a base of
/// zero, which no security has.
pub fn index_ratio(now: &Exact, base: &Exact) -> Exact {
    match *base.numer() == BigUint::ZERO {
        true => base.clone(),
        false => truncate_6_round_5(&(now / base)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn is(text: &str) -> Exact {
        exact(&text.parse().unwrap())
    }

    fn months(entries: &[(&str, &str)]) -> BTreeMap<Date, Decimal> {
        let entry = |(month, index): &(&str, &str)| (date(month), index.parse().unwrap());
        entries.iter().map(entry).collect()
    }

    #[test]
    fn reference_cpis_of_appendix_b() {
        // I.B.3: CPI-U of January and February 1996.
        let months = months(&[("1996-01-01", "154.40"), ("1996-02-01", "154.90")]);
        let reference = |day: &str| reference_cpi(&months, date(day));
        assert_eq!(reference("1996-04-01"), Ok(is("154.4")));
        assert_eq!(reference("1996-04-15"), Ok(is("154.63333")));
        assert_eq!(reference("1996-04-16"), Ok(is("154.65")));
        let missing = |month: &str| Err(MissingMonth { month: date(month) });
        assert_eq!(reference("1996-05-01"), Ok(is("154.9")));
        assert_eq!(reference("1996-05-02"), missing("1996-03-01"));
        assert_eq!(reference("1996-03-31"), missing("1995-12-01"));
    }

    #[test]
    fn reference_cpis_that_the_treasury_published() {
        // 5-year TIPS 91282CDC2, dated 15 October 2021: CPI-U of July and August 2021, and the reference CPI on its dated date.
        let months = months(&[("2021-07-01", "273.003"), ("2021-08-01", "273.567")]);
        assert_eq!(
            reference_cpi(&months, date("2021-10-15")),
            Ok(is("273.25771"))
        );
    }

    #[test]
    fn index_ratios_of_appendix_b() {
        // I.B.3, I.B.5 and III.B.
        assert_eq!(
            index_ratio(&is("154.65000"), &is("154.63333")),
            is("1.00011")
        );
        assert_eq!(index_ratio(&is("166.2"), &is("164")), is("1.01341"));
        assert_eq!(
            index_ratio(&is("163.29032"), &is("161.55484")),
            is("1.01074")
        );
        assert_eq!(index_ratio(&is("1"), &is("0")), is("0"));
    }

    proptest! {
        #[test]
        fn a_reference_cpi_lies_between_two_months(a in 1u64..1_000_000, b in 1u64..1_000_000, day in 1..=31u8) {
            let at = |thousandths: u64| Decimal::new(thousandths, 3);
            let months: BTreeMap<Date, Decimal> =
                [(date("2026-05-01"), at(a)), (date("2026-06-01"), at(b))].into();
            let found = reference_cpi(&months, Date::from_ymd(2026, 8, day).unwrap()).unwrap();
            // Rounding keeps it there: both ends have three decimals.
            prop_assert!(exact(&at(a.min(b))) <= found && found <= exact(&at(a.max(b))));
        }
    }
}
