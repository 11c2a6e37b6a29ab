//! The day that prices have to be of.

use assay_statement::{is_business_day, last_business_day, Date, Timestamp};
use thiserror::Error;

use crate::valuation::accrual_day;

/// The day that the prices of a book have to be of: that of its as-of time in New York, to which interest accrues. On a day
/// that is no business day of the Federal Reserve nothing is priced: then those of the last one before it are taken too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceDay {
    book: Date,
    allowed: Option<Date>,
}

/// Prices of another day than the book's.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PriceDayError {
    /// Prices of another day, which nobody allowed.
    #[error("expected prices of {expected}, found those of {found}; take the prices of that day{}", .expected.allowance(*.found))]
    Other {
        /// The day of the book, and the business day before it where it is none.
        expected: PriceDay,
        /// The day of the prices.
        found: Date,
    },
    /// A day was allowed that is not before the book's.
    #[error("expected a day before {book}, the day of the book in New York, whose prices need no allowance, found {found}")]
    NotBefore {
        /// The day of the book.
        book: Date,
        /// What is there.
        found: Date,
    },
}

impl PriceDay {
    /// The day of a book's prices. `allowed` is an earlier day whose prices are taken as well, because its maker says so.
    ///
    /// # Errors
    /// [`PriceDayError::NotBefore`].
    pub fn new(as_of: Timestamp, allowed: Option<Date>) -> Result<PriceDay, PriceDayError> {
        let book = accrual_day(as_of);
        match allowed {
            Some(found) if found >= book => Err(PriceDayError::NotBefore { book, found }),
            _ => Ok(PriceDay { book, allowed }),
        }
    }

    /// The day of the book in New York.
    pub fn book(self) -> Date {
        self.book
    }

    /// The last business day before the book's day, if that is none.
    pub fn business_day_before(self) -> Option<Date> {
        (!is_business_day(self.book)).then(|| last_business_day(self.book))
    }

    /// Checks the day of prices.
    ///
    /// # Errors
    /// [`PriceDayError::Other`].
    pub fn check(self, found: Date) -> Result<(), PriceDayError> {
        let taken = [Some(self.book), self.business_day_before(), self.allowed];
        match taken.contains(&Some(found)) {
            true => Ok(()),
            false => Err(PriceDayError::Other {
                expected: self,
                found,
            }),
        }
    }
}

impl PriceDay {
    /// How to allow earlier prices; those of a day that is still to come are allowed by nothing.
    fn allowance(self, found: Date) -> String {
        match found < self.book {
            true => format!(", or allow these with --allow-prices-of {found}"),
            false => String::new(),
        }
    }
}

impl std::fmt::Display for PriceDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let PriceDay { book, .. } = self;
        write!(f, "{book}, the day of the book in New York")?;
        match self.business_day_before() {
            Some(before) => write!(f, ", or of {before}, the last business day before it"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn day(as_of: &str, allowed: Option<&str>) -> Result<PriceDay, PriceDayError> {
        PriceDay::new(as_of.parse().unwrap(), allowed.map(date))
    }

    fn taken(day: PriceDay) -> Vec<String> {
        let first = day.book.plus_days(-10).unwrap();
        let days = (0..20).filter_map(|days| first.plus_days(days));
        days.filter(|found| day.check(*found).is_ok())
            .map(|found| found.to_string())
            .collect()
    }

    #[test]
    fn prices_are_of_the_day_of_the_book_or_of_the_business_day_before() {
        let of = |as_of: &str| taken(day(as_of, None).unwrap());
        assert_eq!(of("2026-11-20T22:00:00Z"), ["2026-11-20"]);
        // Still Friday in New York.
        assert_eq!(of("2026-11-21T04:00:00Z"), ["2026-11-20"]);
        assert_eq!(of("2026-11-21T22:00:00Z"), ["2026-11-20", "2026-11-21"]);
        // Labor Day after a weekend.
        assert_eq!(of("2026-09-07T22:00:00Z"), ["2026-09-04", "2026-09-07"]);
        assert_eq!(of("2026-09-08T22:00:00Z"), ["2026-09-08"]);
    }

    #[test]
    fn another_day_has_to_be_allowed_by_its_date() {
        let allowed = day("2026-11-20T22:00:00Z", Some("2026-11-18")).unwrap();
        assert_eq!(taken(allowed), ["2026-11-18", "2026-11-20"]);
        let refused = allowed.check(date("2026-11-19")).unwrap_err().to_string();
        let expected = "expected prices of 2026-11-20, the day of the book in New York, found those of 2026-11-19; take the prices of that day, or allow these with --allow-prices-of 2026-11-19";
        assert_eq!(refused, expected);
        let later = allowed.check(date("2026-11-21")).unwrap_err().to_string();
        assert!(later.ends_with("take the prices of that day"), "{later}");
        for found in ["2026-11-20", "2026-11-21"] {
            let refused = day("2026-11-20T22:00:00Z", Some(found)).unwrap_err();
            let (book, found) = (date("2026-11-20"), date(found));
            assert_eq!(refused, PriceDayError::NotBefore { book, found });
        }
    }
}
