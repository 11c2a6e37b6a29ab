//! Random income of a book, and the rule `yield` on its limit.

use assay_statement::rules::*;
use assay_statement::*;

use crate::case::Case;
use crate::formulas::*;
use assay_testkit::documents::*;

/// Income of each row of a book, and of one more that was repaid; none of what earned nothing.
pub fn income(case: &Case, book: &Book) -> (Option<Income>, Vec<u64>) {
    let mut rows = Vec::new();
    let mut held = Vec::new();
    for (i, (line, row)) in case.lines.iter().zip(&book.rows).enumerate() {
        let ((mantissa, decimals), quantity) = line.earned;
        if mantissa == 0 {
            continue;
        }
        let magnitude = Decimal::new(mantissa.unsigned_abs(), decimals);
        let (instrument, until) = match line.repaid {
            true => (
                id(&format!("repaid-{i}")),
                Some(day(-i64::from(i % 2 == 0))),
            ),
            false => (row.instrument.clone(), None),
        };
        rows.push(IncomeRow {
            custodian: row.custodian.clone(),
            instrument,
            per_unit: SignedDecimal::new(mantissa < 0, magnitude),
            quantity_decimals: row.quantity_decimals,
            until,
        });
        held.push(quantity);
    }
    let income = Income {
        since: "2026-03-28T21:00:00Z".parse().unwrap(),
        book: Digest([1; 32]),
        rows,
    };
    (Some(income).filter(|income| !income.rows.is_empty()), held)
}

/// The rule of income, and what was distributed so that it is on its limit or near.
pub fn yielded(case: &Case, formulas: &Formulas) -> (Rule, SupplyEntry) {
    let earned = formulas
        .earned
        .iter()
        .fold(whole(0), |sum, part| sum + part);
    let ratio = Fraction::new(case.yield_ratio.into(), 100.into());
    let most = earned.max(whole(0)) / ratio;
    let rule = Rule::Yield(Yield {
        min_ratio: Decimal::new(case.yield_ratio, 2),
    });
    let entry = SupplyEntry::Distributed(Distributed {
        reason: "dividend".into(),
        amount: decimal(&near(&most, 6, case.nudges[2])),
    });
    (rule, entry)
}
