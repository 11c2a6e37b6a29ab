//! The dates of a security that make it shorter than its final maturity: the next reset of its rate, the next day of demand.

use assay_statement::{Date, InstrumentKind};
use thiserror::Error;

/// Why a date is none of its security.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DateFault {
    /// A reset of a rate that is never reset.
    #[error("reset: expected none, as the rate of {kind} is never reset, found {found}; see whether it is a frn or an agency_frn")]
    NoReset {
        /// The kind.
        kind: InstrumentKind,
        /// What is there.
        found: Date,
    },
    /// A day of demand of what nobody can demand.
    #[error("demand: expected none, as {kind} has no demand feature, found {found}; only an agency_note or an agency_frn may have one")]
    NoDemand {
        /// The kind.
        kind: InstrumentKind,
        /// What is there.
        found: Date,
    },
    /// A date after the security is repaid.
    #[error("{field}: expected a date by the final maturity {maturity}, found {found}")]
    AfterMaturity {
        /// `reset` or `demand`.
        field: &'static str,
        /// The final maturity.
        maturity: Date,
        /// What is there.
        found: Date,
    },
    /// A date before the day of the book.
    #[error("{field}: expected the next one from the day of the book {day} on, found {found}, which is over")]
    Over {
        /// `reset` or `demand`.
        field: &'static str,
        /// The day of the book.
        day: Date,
        /// What is there.
        found: Date,
    },
}

/// The dates of a security, as far as they are known.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SecurityDates {
    pub kind: Option<InstrumentKind>,
    pub maturity: Option<Date>,
    pub reset: Option<Date>,
    pub demand: Option<Date>,
}

impl SecurityDates {
    /// Checks what is known; of a book, against its day too.
    ///
    /// # Errors
    /// The first [`DateFault`].
    pub fn check(&self, day: Option<Date>) -> Result<(), DateFault> {
        if let (Some(kind), Some(found)) = (self.kind, self.reset) {
            if !kind.has_reset() {
                return Err(DateFault::NoReset { kind, found });
            }
        }
        if let (Some(kind), Some(found)) = (self.kind, self.demand) {
            if !kind.may_have_demand_feature() {
                return Err(DateFault::NoDemand { kind, found });
            }
        }
        for (field, found) in [("reset", self.reset), ("demand", self.demand)] {
            let Some(found) = found else { continue };
            if let Some(maturity) = self.maturity.filter(|maturity| found > *maturity) {
                return Err(DateFault::AfterMaturity {
                    field,
                    maturity,
                    found,
                });
            }
            if let Some(day) = day.filter(|day| found < *day) {
                return Err(DateFault::Over { field, day, found });
            }
        }
        Ok(())
    }
}

impl DateFault {
    /// The field that it is about.
    pub(crate) fn field(&self) -> &'static str {
        match self {
            DateFault::NoReset { .. } => "reset",
            DateFault::NoDemand { .. } => "demand",
            DateFault::AfterMaturity { field, .. } | DateFault::Over { field, .. } => field,
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

    #[test]
    fn dates_lie_between_the_day_and_the_final_maturity() {
        let day = date("2026-07-31");
        let check = |kind, reset: &str, demand: &str| {
            let some = |text: &str| (!text.is_empty()).then(|| date(text));
            let dates = SecurityDates {
                kind: Some(kind),
                maturity: Some(date("2026-09-16")),
                reset: some(reset),
                demand: some(demand),
            };
            dates.check(Some(day)).map_err(|fault| fault.to_string())
        };
        let frn = InstrumentKind::AgencyFrn;
        for good in ["2026-07-31", "2026-08-01", "2026-09-16", ""] {
            assert_eq!(check(frn, good, ""), Ok(()));
            assert_eq!(check(frn, "", good), Ok(()));
        }
        for (kind, reset, demand, expected) in [
            (frn, "2026-09-17", "", "reset: expected a date by the final maturity 2026-09-16, found 2026-09-17"),
            (frn, "", "2026-09-17", "demand: expected a date by the final maturity 2026-09-16, found 2026-09-17"),
            (frn, "2026-07-30", "", "reset: expected the next one from the day of the book 2026-07-31 on, found 2026-07-30, which is over"),
            (InstrumentKind::AgencyNote, "2026-08-01", "", "reset: expected none, as the rate of agency_note is never reset, found 2026-08-01; see whether it is a frn or an agency_frn"),
            (InstrumentKind::Bill, "", "2026-08-01", "demand: expected none, as bill has no demand feature, found 2026-08-01; only an agency_note or an agency_frn may have one"),
        ] {
            assert_eq!(check(kind, reset, demand), Err(expected.into()));
        }
    }

    #[test]
    fn what_is_not_known_is_not_checked() {
        let reset = Some(date("2026-08-01"));
        let dates = SecurityDates {
            reset,
            ..SecurityDates::default()
        };
        assert_eq!(dates.check(None), Ok(()));
        let day = date("2026-08-02");
        let over = dates.check(Some(day)).unwrap_err();
        assert_eq!(over.field(), "reset");
    }
}
