//! A verified report, as a treasurer reads it and as a program does.

use assay_statement::{Decimal, PolicyStatus, Registry, Report, SupplyEntry};
use assay_verifier::report::{Options, Previous, Verified};
use serde_json::{json, Value};

/// What no report proves, in every table.
pub const NOT_PROVED: [&str; 3] = [
    "anything before or after the as-of time: assets borrowed for the day would pass",
    "that custodians hold what they signed for: one who lies is not detected",
    "that nobody else has a claim on the same assets",
];

/// A check that the verifier did not ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotChecked {
    /// Its name, stable.
    pub check: &'static str,
    /// What follows, and what to give.
    pub meaning: &'static str,
}

/// What was not asked for.
pub fn not_checked(registry: &Registry, options: &Options<'_>) -> Vec<NotChecked> {
    let checks = [
        (
            options.supply.is_none(),
            "supply",
            "the supply is the report's own claim; give --supply",
        ),
        (
            registry.policy.is_none() && options.policy.is_none(),
            "policy",
            "the policy is the report's own choice; pin it in the registry, or give --policy",
        ),
        (
            options.max_age_seconds.is_none(),
            "age",
            "the report may be of any age; give --max-age",
        ),
        (
            options.previous == Previous::Any,
            "previous",
            "the report may follow any other, or none; give --previous or --first",
        ),
    ];
    checks
        .into_iter()
        .filter(|(missing, ..)| *missing)
        .map(|(_, check, meaning)| NotChecked { check, meaning })
        .collect()
}

/// The table.
pub fn text(report: &Report, verified: &Verified, not_checked: &[NotChecked]) -> String {
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
        .signed
        .iter()
        .map(|s| s.custodian.as_str().len())
        .max()
        .unwrap_or(0);
    for signed in &verified.signed {
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
        for NotChecked { meaning, .. } in not_checked {
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

/// The same as JSON: the entries that count, and those that are taken off.
pub fn supply_json(report: &Report) -> (Vec<Value>, Vec<Value>) {
    let (mut counted, mut excluded) = (Vec::new(), Vec::new());
    for entry in &report.supply.entries {
        match entry {
            SupplyEntry::Chain(chain) => counted.push(json!({
                "entry": "chain",
                "chain": chain.chain,
                "token": chain.token,
                "block": chain.block,
                "quantity": chain.tokens().trimmed(),
            })),
            SupplyEntry::BookEntry(entry) => counted.push(json!({
                "entry": "book_entry",
                "registrar": entry.registrar,
                "quantity": entry.quantity,
            })),
            SupplyEntry::PendingRedemptions(entry) => counted.push(json!({
                "entry": "pending_redemptions",
                "quantity": entry.quantity,
            })),
            SupplyEntry::Excluded(entry) => {
                excluded.push(json!({ "reason": entry.reason, "quantity": entry.quantity }))
            }
        }
    }
    (counted, excluded)
}

/// The same as JSON.
pub fn json(report: &Report, verified: &Verified, not_checked: &[NotChecked]) -> Value {
    let book = &report.book;
    let signed = |s: &assay_verifier::attestations::Signed| json!({ "custodian": s.custodian, "signatures": s.found, "needed": s.needed });
    let rule = |i: &assay_statement::Inequality| json!({ "rule": i.name, "position": i.rule, "bound": i.label, "proved": true });
    let (supply, excluded) = supply_json(report);
    let unasked = |n: &NotChecked| json!({ "check": n.check, "meaning": n.meaning });
    let mut value = json!({
        "valid": true,
        "code": "valid",
        "subject": book.subject,
        "as_of": book.as_of,
        "policy": report.policy.name,
        "tokens": verified.tokens,
        "amount_to_cover": verified.amount_to_cover,
        "currency": book.currency,
        "rows": book.rows.len(),
        "custodians": verified.signed.iter().map(signed).collect::<Vec<_>>(),
        "rules": verified.inequalities.iter().map(rule).collect::<Vec<_>>(),
        "supply": supply,
        "excluded": excluded,
        "report": verified.report,
        "not_checked": not_checked.iter().map(unasked).collect::<Vec<_>>(),
        "not_proved": NOT_PROVED,
    });
    if let Some(age) = verified.age_seconds {
        value["age_seconds"] = age.into();
    }
    if let Some(previous) = report.previous {
        value["previous"] = previous.to_string().into();
    }
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
