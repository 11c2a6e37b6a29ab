//! Texts that JSON Patch cannot make of the vectors.

use super::case::Case;
use crate::vectors::text;

/// What is put in place of a good report (0), registry (1) or options (2): what it is, which, the text, and the code of the refusal,
/// empty for none.
type Input = (&'static str, usize, String, &'static str);

/// Inputs that JSON Patch cannot make, one of the three at a time. Their numbers begin at 1001.
pub fn inputs() -> Vec<Case> {
    let good = [
        text("report/report.json"),
        text("report/registry.json"),
        "{}".into(),
    ];
    let supply = text("report/supply.json");
    let list = [
        good_inputs(&supply),
        reports(&good[0], &good[1]),
        registries(&good[0], &good[1]),
        options(),
        option_values(),
        option_predecessors(),
        options_with_documents(&supply),
        options_about_tokens(),
    ];
    let case = |(number, (comment, which, text, code)): (usize, Input)| {
        let mut three = good.clone();
        three[which] = text;
        let [report, registry, options] = three;
        Case {
            id: 1001 + number as u64,
            comment: comment.into(),
            report,
            registry,
            options,
            expected: match code {
                "" => Ok(()),
                code => Err(code.into()),
            },
        }
    };
    list.into_iter().flatten().enumerate().map(case).collect()
}

/// The text of an object with another field before those it has.
fn with_field(text: &str, field: &str) -> String {
    text.replacen('{', &format!("{{\n  {field},"), 1)
}

/// Nothing wrong with them.
fn good_inputs(supply: &str) -> Vec<Input> {
    vec![
        ("in order", 2, "{}".into(), ""),
        ("no options at all", 2, "".into(), ""),
        ("options: white space around", 2, " \n{ }\n".into(), ""),
        (
            "options: an expected supply",
            2,
            format!("{{\"supply\": {supply}}}"),
            "",
        ),
    ]
}

/// Reports that are none.
fn reports(report: &str, registry: &str) -> Vec<Input> {
    vec![
        ("report: empty", 0, "".into(), "malformed"),
        (
            "report: cut short",
            0,
            report[..report.len() / 2].into(),
            "malformed",
        ),
        (
            "report: a field twice",
            0,
            with_field(report, r#""assay": "v1""#),
            "malformed",
        ),
        (
            "report: something after it",
            0,
            format!("{report}{{}}"),
            "malformed",
        ),
        (
            "report: NUL after it",
            0,
            format!("{report}\0"),
            "malformed",
        ),
        (
            "report: a byte order mark",
            0,
            format!("\u{feff}{report}"),
            "malformed",
        ),
        ("report: a registry", 0, registry.into(), "malformed"),
    ]
}

/// Registries that are none.
fn registries(report: &str, registry: &str) -> Vec<Input> {
    vec![
        ("registry: empty", 1, "".into(), "registry-malformed"),
        ("registry: a report", 1, report.into(), "registry-malformed"),
        (
            "registry: a field twice",
            1,
            with_field(registry, r#""kind": "registry""#),
            "registry-malformed",
        ),
        (
            "registry: cut short",
            1,
            registry[..registry.len() / 2].into(),
            "registry-malformed",
        ),
    ]
}

/// Options of another form.
fn options() -> Vec<Input> {
    vec![
        ("options: a list", 2, "[]".into(), "options-malformed"),
        ("options: null", 2, "null".into(), "options-malformed"),
        (
            "options: white space only",
            2,
            " ".into(),
            "options-malformed",
        ),
        (
            "options: an unknown field",
            2,
            r#"{"max_age": 3600}"#.into(),
            "options-malformed",
        ),
        (
            "options: a field that is null",
            2,
            r#"{"now": null}"#.into(),
            "options-malformed",
        ),
        (
            "options: a field twice",
            2,
            r#"{"previous": "none", "previous": "none"}"#.into(),
            "options-malformed",
        ),
        (
            "options: something after them",
            2,
            "{} {}".into(),
            "options-malformed",
        ),
    ]
}

/// Options with a value that is none.
fn option_values() -> Vec<Input> {
    vec![
        (
            "options: a time with an offset",
            2,
            r#"{"now": "2026-03-31T21:00:00+00:00"}"#.into(),
            "options-malformed",
        ),
        (
            "options: an age with a fraction",
            2,
            r#"{"now": "2026-03-31T21:00:00Z", "max_age_seconds": 1.0}"#.into(),
            "options-malformed",
        ),
        (
            "options: an age below zero",
            2,
            r#"{"now": "2026-03-31T21:00:00Z", "max_age_seconds": -1}"#.into(),
            "options-malformed",
        ),
        (
            "options: an age in a string",
            2,
            r#"{"now": "2026-03-31T21:00:00Z", "max_age_seconds": "1"}"#.into(),
            "options-malformed",
        ),
        (
            "options: a digest in upper case",
            2,
            format!("{{\"policy\": \"{}\"}}", "AB".repeat(32)),
            "options-malformed",
        ),
    ]
}

/// Predecessors in options that are none.
fn option_predecessors() -> Vec<Input> {
    vec![
        (
            "options: no report before",
            2,
            r#"{"previous": "first"}"#.into(),
            "options-malformed",
        ),
        (
            "options: the digest alone of the report before",
            2,
            format!("{{\"previous\": \"{}\"}}", "11".repeat(32)),
            "options-malformed",
        ),
        (
            "options: the report before without its time",
            2,
            format!(
                "{{\"previous\": {{\"report\": \"{}\", \"subject\": \"fund:x\"}}}}",
                "11".repeat(32)
            ),
            "options-malformed",
        ),
        (
            "options: the report before with a field more",
            2,
            format!(
                "{{\"previous\": {{\"report\": \"{}\", \"subject\": \"fund:x\", \
                 \"as_of\": \"2026-03-31T21:00:00Z\", \"policy\": \"x\"}}}}",
                "11".repeat(32)
            ),
            "options-malformed",
        ),
    ]
}

/// Documents in options that are none, options nested too deep, and an age without a clock.
fn options_with_documents(supply: &str) -> Vec<Input> {
    let deep = format!("{}1{}", r#"{"supply":"#.repeat(200), "}".repeat(200));
    vec![
        (
            "options: a policy that is a supply",
            2,
            format!("{{\"policy\": {supply}}}"),
            "options-malformed",
        ),
        (
            "options: a supply that is a digest",
            2,
            format!("{{\"supply\": \"{}\"}}", "ab".repeat(32)),
            "options-malformed",
        ),
        (
            "options: a field twice in the supply",
            2,
            format!("{{\"supply\": {}}}", with_field(supply, r#""assay": "v1""#)),
            "options-malformed",
        ),
        (
            "options: an unknown field in the supply",
            2,
            format!("{{\"supply\": {}}}", with_field(supply, r#""more": "v1""#)),
            "options-malformed",
        ),
        ("options: nested too deep", 2, deep, "options-malformed"),
        (
            "options: an age without a clock",
            2,
            r#"{"max_age_seconds": 3600}"#.into(),
            "no-clock",
        ),
    ]
}

/// Tokens and least values that are none, and some that are.
fn options_about_tokens() -> Vec<Input> {
    let token = |more: &str| {
        format!(r#"{{"tokens": [{{"chain": "eip155:10", "token": "0x77", {more}}}]}}"#)
    };
    let least = |more: &str| format!(r#"{{"least_value_per_token": {more}}}"#);
    let bad = "options-malformed";
    vec![
        ("options: no tokens", 2, r#"{"tokens": []}"#.into(), ""),
        (
            "options: a token that the supply does not have",
            2,
            token(r#""decimals": 18"#),
            "",
        ),
        (
            "options: tokens as an object",
            2,
            r#"{"tokens": {}}"#.into(),
            bad,
        ),
        (
            "options: a token without decimals",
            2,
            r#"{"tokens": [{"chain": "eip155:10", "token": "0x77"}]}"#.into(),
            bad,
        ),
        (
            "options: decimals in a string",
            2,
            token(r#""decimals": "18""#),
            bad,
        ),
        (
            "options: a slot with 0x",
            2,
            token(&format!(
                r#""decimals": 18, "slot": "0x{}""#,
                "02".repeat(31)
            )),
            bad,
        ),
        (
            "options: a least value of zero",
            2,
            least(r#"{"currency": "USD", "value": "0.00"}"#),
            bad,
        ),
        (
            "options: a least value without a currency",
            2,
            least(r#"{"value": "1"}"#),
            bad,
        ),
        (
            "options: a least value as text",
            2,
            least(r#""1.00 USD""#),
            bad,
        ),
    ]
}
