//! What became of a book: its size, and the securities that it takes at another price, without interest, or not at all.

use std::path::Path;

use assay_book::{BuiltBook, Place, UnknownTerm};
use assay_statement::{digest, CanonicalError};

use crate::terminal::note;

/// Longest list of securities that is spelled out.
const LISTED: usize = 10;

/// One line about all securities of which this is unknown, or nothing.
fn without_terms(built: &BuiltBook, what: UnknownTerm, consequence: &str) -> String {
    let of_kind = built.unknown.iter().filter(|unknown| unknown.what == what);
    let isins: Vec<&str> = of_kind.map(|unknown| unknown.isin.as_str()).collect();
    let listed = isins
        .iter()
        .take(LISTED)
        .copied()
        .collect::<Vec<_>>()
        .join(" ");
    match isins.len() {
        0 => String::new(),
        count if count <= LISTED => format!("  {count} without terms {consequence}: {listed}\n"),
        count => format!("  {count} without terms {consequence}: {listed} and more\n"),
    }
}

/// "and 3 more ..." after a list that is cut off, or nothing.
fn and_more(count: usize, what: &str) -> String {
    match count.saturating_sub(LISTED) {
        0 => String::new(),
        more => format!("  and {more} more {what}\n"),
    }
}

/// Whether a row has its price from the Treasury's price file, to which interest is added.
pub fn has_price_file(built: &BuiltBook) -> bool {
    let mut places = built.sources.iter().flatten().map(|source| source.at);
    places.any(|at| matches!(at, Place::PriceFile { .. }))
}

/// For people.
pub fn text(built: &BuiltBook) -> Result<String, CanonicalError> {
    let book = &built.book;
    let mut text = format!(
        "book of {} as of {}\n  {} custodians, {} rows, shape {} with room for {} rows and {} inequalities\n  digest {}\n",
        book.subject,
        book.as_of,
        book.custodians.len(),
        book.rows.len(),
        book.shape,
        book.shape.buckets(),
        book.shape.rules(),
        digest(book)?,
    );
    // Prices of lists have the interest of their own day.
    if has_price_file(built) {
        text += &format!(
            "  with interest accrued to {}, New York\n",
            built.accrued_to
        );
    }
    for (what, consequence) in [
        (
            UnknownTerm::FirstPeriod,
            "may be in a first period, taken without interest",
        ),
        (
            UnknownTerm::FloatingRate,
            "with a floating rate, taken without interest",
        ),
        (UnknownTerm::IndexRatio, "indexed to inflation, left out"),
    ] {
        text += &without_terms(built, what, consequence);
    }
    for fallback in built.fallbacks.iter().take(LISTED) {
        text += &format!(
            "  {}: no end of day price, took the {} price (line {})\n",
            fallback.isin, fallback.side, fallback.line
        );
    }
    text += &and_more(built.fallbacks.len(), "without an end of day price");
    for unquoted in built.unquoted.iter().take(LISTED) {
        text += &format!(
            "  {}: no price at all, left out (line {})\n",
            unquoted.cusip, unquoted.line
        );
    }
    text += &and_more(built.unquoted.len(), "without any price");
    if built.matured > 0 {
        text += &format!("  {} securities have matured, left out\n", built.matured);
    }
    Ok(text)
}

/// Warns of rows that look wrong.
pub fn warn_of_doubts(custodians: &Path, built: &BuiltBook) {
    let custodians = custodians.display();
    for doubtful in built.doubts.iter().take(LISTED) {
        note(&format!("warning: {custodians}: {doubtful}"));
    }
    if let more @ 1.. = built.doubts.len().saturating_sub(LISTED) {
        note(&format!("warning: {custodians}: and {more} more rows"));
    }
}
