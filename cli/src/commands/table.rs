//! A verified report, as a treasurer reads it and as a program does.

use assay_statement::{Decimal, PolicyStatus, Registry, Report, SupplyEntry};
use assay_verifier::{verdict_json, NotChecked, VerifiedReport, VerifyOptions};
use serde_json::{json, Value};

pub use assay_verifier::{supply_json, UncheckedNote, NOT_PROVED};

/// What was not checked, by the flags that ask for it; of the supply's evidence see [`evidence`](super::evidence).
pub fn not_checked(
    report: &Report,
    registry: &Registry,
    options: &VerifyOptions<'_>,
) -> Vec<UncheckedNote> {
    let unchecked = NotChecked::of(report, registry, options).into_iter();
    unchecked
        .filter_map(|check| meaning(check).map(|meaning| UncheckedNote { check, meaning }))
        .collect()
}

fn meaning(check: NotChecked) -> Option<&'static str> {
    Some(match check {
        NotChecked::Supply => "the supply is the report's own claim; give --supply",
        NotChecked::Policy => {
            "the policy is the report's own choice; pin it in the registry, or give --policy"
        }
        NotChecked::Age => "the report may be of any age; give --max-age",
        NotChecked::Previous => {
            "the report may follow any other, or none; give --previous or --first"
        }
        NotChecked::SupplyEvidence | NotChecked::BlockHash => return None,
    })
}

/// The table.
pub fn text(report: &Report, verified: &VerifiedReport, not_checked: &[UncheckedNote]) -> String {
    let book = &report.book;
    let mut text = String::from("VALID\n\n");
    let mut field = |name: &str, value: String| text += &format!("  {name:<16}{value}\n");
    field("subject", book.subject.to_string());
    field("as of", book.as_of.to_string());
    if let Some(age) = verified.age_seconds {
        field("age", duration(age));
    }
    let status = match report.policy.status {
        PolicyStatus::Final => "",
        PolicyStatus::Proposed => " (proposed, not final)",
    };
    field("policy", format!("{}{status}", report.policy.name));
    field("tokens", grouped(&verified.tokens));
    field(
        "to be covered",
        format!("{} {}", grouped(&verified.amount_to_cover), book.currency),
    );
    field(
        "book",
        format!(
            "{} rows, {} custodians",
            book.rows.len(),
            book.custodians.len()
        ),
    );
    if let Some(previous) = report.previous {
        field("previous report", previous.to_string());
    }
    field("this report", verified.report.to_string());

    text += "\n  Custodians\n";
    let width = verified
        .signatures
        .iter()
        .map(|s| s.custodian.as_str().len())
        .max()
        .unwrap_or(0);
    for signed in &verified.signatures {
        text += &format!(
            "    {:<width$}  {} of {} needed signatures, all good\n",
            signed.custodian.as_str(),
            signed.found,
            signed.needed
        );
    }
    text += "\n  Rules\n";
    let width = verified
        .inequalities
        .iter()
        .map(|i| i.label.chars().count())
        .max()
        .unwrap_or(0);
    for inequality in &verified.inequalities {
        text += &format!(
            "    {:<14}{:<width$}  proved\n",
            inequality.name, inequality.label
        );
    }
    text += &supply_text(report);
    if !not_checked.is_empty() {
        text += "\n  Not checked\n";
        for UncheckedNote { meaning, .. } in not_checked {
            text += &format!("    {meaning}\n");
        }
    }
    text += "\n  Not proved\n";
    for line in NOT_PROVED {
        text += &format!("    {line}\n");
    }
    text
}

/// What the tokens are made of, in tokens, and what is left out.
pub fn supply_text(report: &Report) -> String {
    let (mut counted, mut excluded) = (Vec::new(), Vec::new());
    for entry in &report.supply.entries {
        match entry {
            SupplyEntry::Chain(chain) => counted.push((
                chain.chain.to_string(),
                grouped(&chain.tokens().trimmed()),
                format!("at block {}", chain.block),
            )),
            SupplyEntry::BookEntry(entry) => counted.push((
                "book entry".into(),
                grouped(&entry.quantity),
                format!("at {}", entry.registrar),
            )),
            SupplyEntry::PendingRedemptions(entry) => counted.push((
                "pending".into(),
                grouped(&entry.quantity),
                "redemptions not paid yet".into(),
            )),
            SupplyEntry::Excluded(entry) => excluded.push((
                String::new(),
                grouped(&entry.quantity),
                entry.reason.clone(),
            )),
        }
    }
    let mut text = String::from("\n  Supply\n");
    let all = || counted.iter().chain(&excluded);
    let names = all().map(|(name, ..)| name.len()).max().unwrap_or(0);
    let numbers = all().map(|(_, number, _)| number.len()).max().unwrap_or(0);
    let line = |(name, number, about): &(String, String, String)| {
        format!("    {name:<names$}  {number:>numbers$}  {about}\n")
    };
    text.extend(counted.iter().map(line));
    if !excluded.is_empty() {
        text += "  Excluded: taken off the supply, without cover\n";
        text.extend(excluded.iter().map(line));
    }
    text
}

/// The same as JSON.
pub fn json(report: &Report, verified: &VerifiedReport, not_checked: &[UncheckedNote]) -> Value {
    let mut value = verdict_json(report, verified, not_checked);
    value["valid"] = true.into();
    value["code"] = "valid".into();
    value
}

/// A report that does not verify.
pub fn refusal_text(code: &str, message: &str) -> String {
    format!("NOT VALID: {message}\n  code {code}\n")
}

/// The same as JSON.
pub fn refusal_json(code: &str, message: &str) -> Value {
    json!({ "valid": false, "code": code, "message": message })
}

/// Seconds as days, hours and minutes.
pub fn duration(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match (days, hours) {
        (0, 0) => format!("{minutes} min"),
        (0, _) => format!("{hours} h {minutes} min"),
        _ => format!("{days} d {hours} h"),
    }
}

/// A decimal with thousands separators.
pub fn grouped(decimal: &Decimal) -> String {
    let text = decimal.to_string();
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text.as_str(), None),
    };
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out += fraction;
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn groups_thousands() {
        let show = |text: &str| grouped(&text.parse().unwrap());
        assert_eq!(show("0"), "0");
        assert_eq!(show("999.5"), "999.5");
        assert_eq!(show("1000"), "1,000");
        assert_eq!(show("123456789.123456"), "123,456,789.123456");
    }

    #[test]
    fn tells_durations() {
        assert_eq!(duration(59), "0 min");
        assert_eq!(duration(3_660), "1 h 1 min");
        assert_eq!(duration(90_000), "1 d 1 h");
    }
}
