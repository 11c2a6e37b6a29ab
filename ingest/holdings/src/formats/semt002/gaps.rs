//! The gaps in the text of a balance: what differs from one balance to the next.

use crate::repeated::{Gap, Gaps, Writing};
use crate::repeated_part::PartWriting;

/// How semt.002 writes balances.
pub(super) static WRITING: Writing = Writing {
    gaps,
    point: b'.',
    always: false,
    after: None,
};

/// How semt.002 writes the end of `SubAcctDtls` and the beginning of the next one.
pub(super) static PART: PartWriting = PartWriting {
    is_plain: is_plain_part,
    after: None,
    balance: "<BalForSubAcct",
};

/// Tags of elements without prefixes, spaces between them, and whether there is activity: nothing else.
fn is_plain_part(before: &str, after: &str) -> bool {
    let tags = |text: &str| -> String { text.split_ascii_whitespace().collect() };
    let activity = [
        "",
        "<ActvtyInd>true</ActvtyInd>",
        "<ActvtyInd>false</ActvtyInd>",
    ];
    let after = tags(after);
    let after = after.strip_prefix("</Id></SfkpgAcct>");
    before.ends_with('>')
        && tags(before) == "</SubAcctDtls><SubAcctDtls><SfkpgAcct><Id>"
        && after.is_some_and(|after| activity.contains(&after))
}

fn gaps(text: &str) -> Option<Gaps> {
    // Prefixes could be bound anew in it, and text be in pieces.
    if ["xmlns", "<!", "<?"]
        .iter()
        .any(|other| text.contains(other))
    {
        return None;
    }
    let mut gaps = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    // Where the text of the element begins, if it has had nothing else.
    let mut begin = None;
    let mut at = 0;
    while let Some(tag) = text.get(at..)?.find('<').map(|tag| at + tag) {
        let end = tag + text.get(tag..)?.find('>')?;
        let inside = text.get(tag + 1..end)?;
        let quotes = inside.matches('"').count();
        // A bracket inside an attribute ends no tag.
        if quotes % 2 == 1 || inside.contains('\'') || inside.ends_with('/') {
            return None;
        }
        if inside.starts_with('/') {
            let told = begin.map(|begin: usize| begin..tag);
            // Short may be the sign of nothing, and another amount is none.
            let direction = open.last().filter(|name| **name == "ShrtLngInd");
            if direction.is_some() && text.get(told.clone()?) != Some("LONG") {
                return None;
            }
            let told = told.filter(|told| !told.is_empty());
            gaps.extend(told.zip(gap_in(open.get(1..).unwrap_or_default())?));
            open.pop()?;
            begin = None;
        } else {
            let name = inside.split_ascii_whitespace().next()?;
            open.push(name.rsplit_once(':').map_or(name, |(_, name)| name));
            begin = Some(end + 1);
        }
        at = end + 1;
    }
    open.is_empty().then_some(gaps)
}

/// The gap in an element, by its path inside the balance: the outer `None` if there can be no form, the inner one if the text
/// has to be the same.
fn gap_in(path: &[&str]) -> Option<Option<Gap>> {
    let passed_over = |narrative| {
        let line = false;
        Some(Gap::PassedOver { line, narrative })
    };
    Some(match path {
        ["FinInstrmId", "ISIN"] => Some(Gap::Isin),
        // Beside the ISIN, without which there is no form, no other number counts.
        ["FinInstrmId", "Desc", ..] | ["FinInstrmId", "OthrId", "Id"] => passed_over(false),
        ["HldgAddtlDtls"] => passed_over(true),
        ["AggtBal", quantity @ ..] => amount(quantity, Gap::Aggregate),
        ["AvlblBal", quantity @ ..] => amount(quantity, Gap::Available),
        ["NotAvlblBal", quantity @ ..] => amount(quantity, Gap::NotAvailable),
        ["BalBrkdwn" | "AddtlBalBrkdwn" | "BalAtSfkpgPlc" | "SplmtryData", ..] => return None,
        [] | ["FinInstrmId", ..] => None,
        // The reader has accepted it, so it is one of those that are passed over.
        _ => passed_over(false),
    })
}

fn amount(path: &[&str], gap: Gap) -> Option<Gap> {
    let (last, quantities) = path.split_last()?;
    let amount = matches!(*last, "FaceAmt" | "Unit" | "DgtlTknUnit");
    (amount && quantities.iter().all(|name| *name == "Qty")).then_some(gap)
}
