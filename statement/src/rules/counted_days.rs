//! Which of a row's dates a rule counts to.
//!
//! A row has a final maturity, and may have the next reset of its rate and the next day on which its principal can be
//! recovered on demand. Laws count to one or the other, and none of them counts to all; so each rule takes the count
//! that its law names, and where two could be meant the longer.
//!
//! | count | to | of | after |
//! |---|---|---|---|
//! | final | maturity | all | "remaining maturity" of the GENIUS Act, section 4(a)(1)(A)(iii), which defines no other |
//! | shortened | the reset | frn, agency_frn | 17 CFR 270.2a-7(i): adjustable rate Government securities |
//! | | the later of reset and demand | agency_frn with both, of more than 397 days | the same: long-term variable rate securities |
//! | | demand | repo | the same: repurchase agreements |
//! | | maturity | the rest | the same, without exception |
//! | life | demand | agency_frn, repo | 17 CFR 270.2a-7(d)(1)(iii): without the exceptions "regarding interest rate readjustments" |
//! | | maturity | the rest | the same |
//! | principal | demand | agency_note, agency_frn, repo | 17 CFR 270.2a-7(a)(28)(iv): "will mature, ... or are subject to a demand feature" |
//! | | maturity | the rest | the same |
//!
//! Against the prover: a rate that is reset on the as-of day itself counts one day, as that of a floating rate does; a
//! reset in more than 397 days shortens nothing, as such a rate is readjusted less often than the law asks; a demand
//! feature shortens no fixed rate note, as the law's exceptions for demand are those of variable and floating rates.

use serde::Serialize;

use crate::book::BookRow;
use crate::instrument::InstrumentKind;
use crate::macros::names;
use crate::time::Date;

/// The law's short term, in days: a security of more is long-term, a rate that is reset less often is not adjustable.
const SHORT_TERM: i64 = 397;

/// To which date a limit of days left counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MaturityCount {
    /// To final maturity.
    Final,
    /// As 17 CFR 270.2a-7(i): resets, and demand for repo, come before maturity.
    Shortened,
}

names!(MaturityCount {
    "final" => Final,
    "shortened" => Shortened,
});

/// Days from the as-of day to the dates of a row; 0 for what has none.
#[derive(Clone, Copy)]
pub(crate) struct CountedDays {
    /// To final maturity.
    pub to_maturity: i64,
    /// To maturity as 17 CFR 270.2a-7(i) shortens it.
    pub shortened: i64,
    /// The same without regard to resets, (d)(1)(iii).
    pub life: i64,
    /// Until principal can be had back, by maturity or on demand.
    pub to_principal: i64,
}

impl CountedDays {
    /// Of a row of a valid book.
    pub fn new(row: &BookRow, as_of: Date) -> CountedDays {
        let to_maturity = row.days_left(as_of);
        let days = |date: Option<Date>| date.map(|date| as_of.days_until(date).min(to_maturity));
        let (reset, demand) = (days(row.reset), days(row.demand));
        let to_principal = demand.unwrap_or(to_maturity);
        let (shortened, life) = match row.kind {
            InstrumentKind::Repo => (to_principal, to_principal),
            InstrumentKind::Frn | InstrumentKind::AgencyFrn => {
                (until_reset(to_maturity, reset, demand), to_principal)
            }
            _ => (to_maturity, to_maturity),
        };
        CountedDays {
            to_maturity,
            shortened,
            life,
            to_principal,
        }
    }

    /// As a limit says.
    pub fn counted(&self, count: MaturityCount) -> i64 {
        match count {
            MaturityCount::Final => self.to_maturity,
            MaturityCount::Shortened => self.shortened,
        }
    }
}

/// The maturity of a Government security of an adjustable rate.
fn until_reset(to_maturity: i64, reset: Option<i64>, demand: Option<i64>) -> i64 {
    let Some(reset) = reset.filter(|reset| *reset <= SHORT_TERM) else {
        return to_maturity;
    };
    let at_least_a_day = reset.max(1).min(to_maturity);
    match demand {
        Some(demand) if to_maturity > SHORT_TERM => at_least_a_day.max(demand),
        _ => at_least_a_day,
    }
}
