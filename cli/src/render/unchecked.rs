//! What was not checked, and what no report proves: at the end of every verdict.

use assay_statement::{Registry, Report};
use assay_verifier::{NotChecked, UncheckedNote, VerifyOptions, NOT_PROVED};
use serde_json::{json, Value};

/// What was not checked, by the flags that ask for it; of the supply's evidence see [`crate::supply_evidence`].
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
        NotChecked::ValuePerToken => {
            "the value per token is the report's own claim; give --least-value, or set it in the registry"
        }
        NotChecked::TokenDecimals => {
            "the decimals of a token are the report's own claim; give --token, or list it in the registry"
        }
        NotChecked::TokenSlot => {
            "that the storage slot holds the total supply is the report's own claim; give it with --token, or in the registry"
        }
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

/// The last two sections of a verdict; the first of them only if something was not checked.
pub fn sections(not_checked: &[UncheckedNote]) -> String {
    let mut text = String::new();
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

/// What was not checked, as JSON.
pub fn json(not_checked: &[UncheckedNote]) -> Vec<Value> {
    let note =
        |note: &UncheckedNote| json!({ "check": note.check.name(), "meaning": note.meaning });
    not_checked.iter().map(note).collect()
}
