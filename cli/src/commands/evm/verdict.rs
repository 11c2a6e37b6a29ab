//! What came of a check of a feed, for people and for programs.

use assay_evm::{decimal, hex, Difference, Known};
use assay_verifier::UncheckedNote;
use serde_json::{json, Value};

use crate::commands::evm::reading::Feed;
use crate::render::unchecked;

/// What came of it.
pub struct Verdict<'a> {
    pub feed: &'a Feed,
    pub address: String,
    pub known: &'a Known<'a>,
    pub differences: &'a [Difference],
    /// What was not checked of the chain.
    pub not_checked: Vec<String>,
    /// What was not checked of the report.
    pub unchecked: &'a [UncheckedNote],
}

/// For people.
pub fn text(verdict: &Verdict<'_>) -> String {
    let (feed, state) = (verdict.feed, &verdict.feed.state);
    let mut text = match verdict.differences.is_empty() {
        true => String::from("THE SAME\n\n"),
        false => String::from("DIFFERENT\n\n"),
    };
    let mut field = |name: &str, value: String| text += &format!("  {name:<16}{value}\n");
    field("subject", verdict.known.registry.subject.to_string());
    field(
        "feed",
        format!("{} on eip155:{}", verdict.address, feed.chain),
    );
    field("settings", hex(&feed.settings));
    field("proof verifier", hex(state.terms.verifier.as_slice()));
    let block = &feed.block;
    field("block", format!("{} {}", block.number, hex(&block.hash)));
    field("round", state.round.round_id.to_string());
    field("its report", hex(&state.round.report));
    field("this report", hex(&verdict.known.verified.report.0));
    field("heartbeat", format!("{} s", state.terms.heartbeat));
    field("least value", decimal(&state.terms.least_value).to_string());
    let paused = if feed.paused { "yes" } else { "no" };
    field("paused", paused.into());
    if !verdict.differences.is_empty() {
        text += "\n  Different\n";
        for Difference {
            what,
            expected,
            found,
        } in verdict.differences
        {
            text += &format!("    {what}: expected {expected}, found {found}\n");
        }
    }
    text += "\n  Not checked of the chain\n";
    for line in &verdict.not_checked {
        text += &format!("    {line}\n");
    }
    text + &unchecked::sections(verdict.unchecked)
}

/// For programs.
pub fn json(verdict: &Verdict<'_>) -> Value {
    let (feed, state) = (verdict.feed, &verdict.feed.state);
    let differences = verdict.differences.iter().map(|difference| {
        json!({
            "what": difference.what,
            "expected": difference.expected,
            "found": difference.found,
        })
    });
    json!({
        "same": verdict.differences.is_empty(),
        "differences": differences.collect::<Vec<_>>(),
        "chain": format!("eip155:{}", feed.chain),
        "block": feed.block.number,
        "block_hash": hex(&feed.block.hash),
        "feed": verdict.address,
        "settings": hex(&feed.settings),
        "calculator": hex(&feed.calculator),
        "verifier": hex(state.terms.verifier.as_slice()),
        "round": state.round.round_id,
        "round_report": hex(&state.round.report),
        "report": hex(&verdict.known.verified.report.0),
        "heartbeat": state.terms.heartbeat,
        "least_value": decimal(&state.terms.least_value).to_string(),
        "paused": feed.paused,
        "not_checked_of_the_chain": verdict.not_checked,
        "not_checked": unchecked::json(verdict.unchecked),
    })
}
