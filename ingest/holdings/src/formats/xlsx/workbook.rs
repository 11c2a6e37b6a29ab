//! The workbook: its sheets, and what all of them share.

use zeroize::Zeroizing;

use super::blank::holds_anything;
use super::faults::{refused, DAMAGED, NO_SHEET, SHEETS};
use super::package::{Package, Relationship};
use super::strings::Strings;
use super::styles::Styles;
use super::xml::{attribute, flag, local, Xml};
use crate::input_error::InputError;

/// What the sheets of a workbook share.
pub(super) struct Workbook {
    pub strings: Strings,
    pub styles: Styles,
    /// The book's.
    pub currency: String,
    /// Whether days are counted from 1904.
    pub from_1904: bool,
}

/// The sheet that a file is read for: the one of a name, or else the only one that holds anything.
///
/// # Errors
/// [`InputError::OtherFile`].
pub(super) fn open(
    package: &Package<'_>,
    name: Option<&str>,
    currency: &str,
) -> Result<(Workbook, Zeroizing<String>), InputError> {
    let (part, relationships) = package.workbook()?;
    let text = package.part(&part)?;
    let mut xml = Xml::new(&text);
    let (mut from_1904, mut sheets) = (false, Vec::new());
    while let Some(start) = xml.element()? {
        match local(start.name().0) {
            // Extensions have another element of this name, which says nothing of days.
            "workbookPr" => from_1904 |= flag(&start, "date1904")?,
            "sheet" => {
                let name = attribute(&start, "name")?.unwrap_or_default();
                let id = attribute(&start, "id")?.unwrap_or_default();
                let mut found = relationships.iter().filter(|r| r.id == id);
                let target = found.next().filter(|_| found.next().is_none());
                let Some(target) = target else {
                    return refused(DAMAGED);
                };
                if target.kind == "worksheet" {
                    sheets.push((name, target.target.as_str()));
                }
            }
            _ => {}
        }
    }
    let shared = |kind| part_of_kind(package, &relationships, kind);
    let strings = shared("sharedStrings")?.map(|text| Strings::read(&text));
    let styles = shared("styles")?.map(|text| Styles::read(&text));
    let workbook = Workbook {
        strings: strings.transpose()?.unwrap_or_default(),
        styles: styles.transpose()?.unwrap_or_default(),
        currency: currency.into(),
        from_1904,
    };
    let sheet = match name {
        Some(name) => named(package, &sheets, name)?,
        None => only(package, &sheets)?,
    };
    Ok((workbook, sheet))
}

/// The part of a kind, of which a workbook has one at most.
fn part_of_kind(
    package: &Package<'_>,
    relationships: &[Relationship],
    kind: &str,
) -> Result<Option<Zeroizing<String>>, InputError> {
    let mut found = relationships.iter().filter(|r| r.kind == kind);
    match (found.next(), found.next()) {
        (None, _) => Ok(None),
        (Some(one), None) => package.part(&one.target).map(Some),
        (Some(_), Some(_)) => refused(DAMAGED),
    }
}

/// The sheet of a name, which spreadsheets compare without regard to capital letters.
fn named(
    package: &Package<'_>,
    sheets: &[(String, &str)],
    name: &str,
) -> Result<Zeroizing<String>, InputError> {
    let folded = name.to_lowercase();
    let mut found = sheets.iter().filter(|(n, _)| n.to_lowercase() == folded);
    match (found.next(), found.next()) {
        (Some((_, target)), None) => package.part(target),
        (Some(_), Some(_)) => refused(DAMAGED),
        (None, _) => refused(NO_SHEET),
    }
}

/// The only sheet that holds anything; the first if none does.
fn only(package: &Package<'_>, sheets: &[(String, &str)]) -> Result<Zeroizing<String>, InputError> {
    let mut found: Option<Zeroizing<String>> = None;
    for (_, target) in sheets {
        let text = package.part(target)?;
        match (holds_anything(&text)?, &found) {
            (true, Some(_)) => return refused(SHEETS),
            (true, None) => found = Some(text),
            (false, _) => {}
        }
    }
    match (found, sheets.first()) {
        (Some(text), _) => Ok(text),
        (None, Some((_, target))) => package.part(target),
        (None, None) => refused(DAMAGED),
    }
}
