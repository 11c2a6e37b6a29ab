//! The gaps in the text of a block FIN: what differs from one balance to the next.

use crate::repeated::{Gap, Gaps, Writing};
use crate::repeated_part::PartWriting;

/// How MT535 writes balances.
pub(super) static WRITING: Writing = Writing {
    gaps,
    point: b',',
    always: true,
    // Another field: what else follows would continue the last one.
    after: Some(b':'),
};

/// How MT535 writes the end of a block SUBSAFE and the beginning of the next one.
pub(super) static PART: PartWriting = PartWriting {
    is_plain: is_plain_part,
    after: Some(b':'),
    balance: ":16R:FIN",
};

fn is_plain_part(before: &str, after: &str) -> bool {
    let mut lines = before.split_inclusive('\n');
    let ends = lines
        .next()
        .is_some_and(|line| line.trim_end() == ":16S:SUBSAFE");
    let begins = lines
        .next()
        .is_some_and(|line| line.trim_end() == ":16R:SUBSAFE");
    let account = lines.next() == Some(":97A::SAFE//") && lines.next().is_none();
    ends && begins && account && matches!(after, "\n" | "\r\n")
}

/// Which line of a block FIN the next one continues.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// One whose value is told on it alone.
    Told,
    /// One that is passed over, with all lines that continue it; a narrative unless it says that something is held.
    PassedOver { narrative: bool },
}

fn gaps(text: &str) -> Option<Gaps> {
    let mut gaps = Vec::new();
    let (mut before, mut described) = (Before::Told, false);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        let gap = |from: usize, gap: Gap| (at + from..at + content.len(), gap);
        match content.split_at_checked(5) {
            // Of these, every byte is the same.
            Some((":16R:" | ":16S:", block)) => {
                described = match block {
                    "FIA" => content.starts_with(":16R:"),
                    "FIN" => false,
                    _ => return None,
                };
                before = Before::Told;
            }
            Some((":35B:", value)) if !described => {
                value.strip_prefix("ISIN ")?;
                gaps.push(gap(":35B:ISIN ".len(), Gap::Isin));
                before = Before::PassedOver { narrative: false };
            }
            Some((":93B:" | ":93F:", value)) if !described => {
                let (qualifier, amount) = value.strip_prefix(':')?.split_once("//")?;
                let (measure, _) = amount.split_once('/')?;
                if !matches!(measure, "FAMT" | "UNIT" | "DITU") {
                    return None;
                }
                let told = match qualifier {
                    "AGGR" => Gap::Aggregate,
                    "AVAI" => Gap::Available,
                    "NAVL" => Gap::NotAvailable,
                    _ => return None,
                };
                gaps.push(gap(content.rfind('/')? + 1, told));
                before = Before::Told;
            }
            // The reader has accepted it, so it is one of those that are passed over.
            Some((tag, _)) if tag.starts_with(':') && tag.ends_with(':') => {
                let narrative = !described && tag.starts_with(":70");
                let line = false;
                gaps.push(gap(tag.len(), Gap::PassedOver { line, narrative }));
                before = Before::PassedOver { narrative };
            }
            _ => match before {
                Before::PassedOver { narrative }
                    if content.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/') =>
                {
                    let line = true;
                    gaps.push(gap(0, Gap::PassedOver { line, narrative }));
                }
                _ => return None,
            },
        }
        at += line.len();
    }
    Some(gaps)
}
