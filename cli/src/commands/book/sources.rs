//! Where the price of each row of a book is.

use std::collections::BTreeMap;
use std::path::Path;

use assay_book::{BuiltBook, Place, RowSource};
use assay_statement::Date;

use super::prices::PriceArgs;

/// Longest list that is spelled out.
const LISTED: usize = 10;

/// A book, and the files that its prices are from.
pub struct Sources<'a> {
    /// The book.
    pub built: &'a BuiltBook,
    /// The files of prices.
    pub files: &'a PriceArgs,
    /// The custodians file, which prices some rows itself.
    pub custodians: &'a Path,
    /// How many securities the price lists have without a price.
    pub unpriced: usize,
}

/// A source of rows: the file by its place in the order in which sources are asked, and the day of its prices.
type Source = (usize, Option<Date>);

impl Sources<'_> {
    /// The file that a place is in, as it is named on the command line.
    pub fn file(&self, at: Place) -> String {
        let file = self.files.file(at).unwrap_or(self.custodians);
        file.display().to_string()
    }

    /// For people: each source with its rows, and what was not taken.
    pub fn text(&self) -> String {
        let mut by_source: BTreeMap<Source, (String, Vec<usize>)> = BTreeMap::new();
        for (row, source) in self.built.sources.iter().enumerate() {
            let (order, file, day) = match source {
                Some(RowSource { at, day }) => (order(*at), self.file(*at), Some(*day)),
                None => (usize::MAX, self.custodians.display().to_string(), None),
            };
            let (_, rows) = by_source
                .entry((order, day))
                .or_insert_with(|| (file, Vec::new()));
            rows.push(row);
        }
        let mut text = String::new();
        for ((_, day), (file, rows)) in by_source {
            let of = day.map_or(String::new(), |day| format!(" of {day}{}", self.why(day)));
            text += &format!("  prices of {}: {file}{of}\n", spans(&rows));
        }
        text + &self.not_taken()
    }

    /// Why prices of another day than the book's were taken.
    fn why(&self, day: Date) -> String {
        let book = self.built.accrued_to;
        match (day == book, self.files.allow_prices_of == Some(day)) {
            (true, _) => String::new(),
            (false, true) => format!(", not of {book}: allowed by --allow-prices-of"),
            (false, false) => format!(", the last business day before {book}"),
        }
    }

    /// Prices that were not taken, and securities that are in no row.
    fn not_taken(&self) -> String {
        let mut text = String::new();
        let others = &self.built.other_prices;
        for other in others.iter().take(LISTED) {
            text += &format!(
                "  {}: {} in the book, {} on {} of {}, not taken\n",
                other.instrument,
                other.taken,
                other.price,
                line(other.at),
                self.file(other.at)
            );
        }
        if let more @ 1.. = others.len().saturating_sub(LISTED) {
            text += &format!("  and {more} more prices of later sources, not taken\n");
        }
        let incomplete = &self.built.incomplete;
        for known in incomplete.iter().take(LISTED) {
            text += &format!(
                "  {}: nothing says its {}, left out ({} of {})\n",
                known.instrument,
                known.field,
                line(known.at),
                self.file(known.at)
            );
        }
        if let more @ 1.. = incomplete.len().saturating_sub(LISTED) {
            text += &format!(
                "  and {more} more of which nothing says the kind, maturity or institution\n"
            );
        }
        if self.unpriced > 0 {
            text += &format!(
                "  {} securities of price lists have no price, left out\n",
                self.unpriced
            );
        }
        text
    }
}

fn order(at: Place) -> usize {
    match at {
        Place::PriceFile { .. } => 0,
        Place::PriceList { list, .. } => list + 1,
        Place::Terms { .. } => usize::MAX,
    }
}

/// The line of a place, in words.
fn line(at: Place) -> String {
    match at {
        Place::PriceFile { line } | Place::PriceList { line, .. } => format!("line {line}"),
        Place::Terms { entry } => format!("static_data[{entry}]"),
    }
}

/// `row 3`, `rows 0-11`, `rows 0-11, 14 and 20-22`, or how many there are where that would be long.
fn spans(rows: &[usize]) -> String {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for row in rows {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == *row => *last = *row,
            _ => spans.push((*row, *row)),
        }
    }
    let shown = spans
        .iter()
        .take(LISTED)
        .map(|(first, last)| match first == last {
            true => first.to_string(),
            false => format!("{first}-{last}"),
        });
    let shown = shown.collect::<Vec<_>>().join(", ");
    let rows = match rows {
        [_] => "row",
        _ => "rows",
    };
    match spans.len() > LISTED {
        true => format!("{rows} {shown} and more"),
        false => format!("{rows} {shown}"),
    }
}

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn rows_are_shown_by_spans() {
        assert_eq!(spans(&[3]), "row 3");
        assert_eq!(spans(&[0, 1, 2, 5, 7, 8]), "rows 0-2, 5, 7-8");
        let odd: Vec<usize> = (0..30).map(|row| 2 * row + 1).collect();
        assert_eq!(
            spans(&odd),
            "rows 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 and more"
        );
    }
}
