//! The income that a book has since an earlier one, and what got none.

use assay_book::{BuiltBook, WithoutIncome};
use serde_json::{json, Value};

/// Longest list that is spelled out.
const LISTED: usize = 10;

/// For people: how many rows have income, and those of the earlier book that have none, by reason.
pub fn text(built: &BuiltBook) -> String {
    let Some(income) = &built.book.income else {
        return String::new();
    };
    let mut text = format!(
        "  income of {} rows since {}, of book {}\n",
        income.rows.len(),
        income.since,
        income.book
    );
    for (why, rows) in by_reason(&built.without_income) {
        let listed = rows.iter().take(LISTED);
        let listed = listed.map(|row| format!("{} ({})", row.instrument, row.custodian));
        let listed = listed.collect::<Vec<_>>().join(", ");
        let more = if rows.len() > LISTED { " and more" } else { "" };
        let count = rows.len();
        text += &format!("  {count} without income, {why}: {listed}{more}\n");
    }
    text
}

/// Each reason with its rows, in the order in which the earlier book has the first of them.
fn by_reason(without: &[WithoutIncome]) -> Vec<(String, Vec<&WithoutIncome>)> {
    let mut reasons: Vec<(String, Vec<&WithoutIncome>)> = Vec::new();
    for row in without {
        let why = row.why.to_string();
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, rows)) => rows.push(row),
            None => reasons.push((why, vec![row])),
        }
    }
    reasons
}

/// For programs; `null` of a book without income.
pub fn json(built: &BuiltBook) -> Value {
    let Some(income) = &built.book.income else {
        return Value::Null;
    };
    let rows = income.rows.iter().map(|row| {
        json!({
            "custodian": row.custodian.as_str(), "instrument": row.instrument.as_str(),
            "per_unit": row.per_unit.to_string(), "until": row.until.map(|until| until.to_string()),
        })
    });
    let without = built.without_income.iter().map(|row| {
        json!({
            "custodian": row.custodian.as_str(), "instrument": row.instrument.as_str(), "why": row.why.to_string(),
        })
    });
    json!({
        "since": income.since.to_string(),
        "book": income.book.to_string(),
        "rows": rows.collect::<Vec<_>>(),
        "without": without.collect::<Vec<_>>(),
    })
}
