//! Cells of a sheet by their names: `E7`, `A1:C3`.

/// Most columns and rows of a sheet.
pub(super) const MAX_COLUMNS: usize = 16_384;
pub(super) const MAX_ROWS: u64 = 1 << 20;

/// The column, from 0, and the row, from 1, of a name.
pub(super) fn cell(name: &str) -> Option<(usize, u64)> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    let (column, row) = name.split_at_checked(letters)?;
    if !(1..=3).contains(&letters) || !row.starts_with(|c: char| matches!(c, '1'..='9')) {
        return None;
    }
    let digit = |b: u8| usize::from(b - b'A') + 1;
    let column = column.bytes().fold(0, |all, b| all * 26 + digit(b));
    let row: u64 = row.parse().ok()?;
    (column <= MAX_COLUMNS && row <= MAX_ROWS).then(|| (column - 1, row))
}

/// The name of a cell.
pub(super) fn name(column: usize, row: u64) -> String {
    let (mut letters, mut rest) = (Vec::new(), column + 1);
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    let letters = letters.iter().rev().map(|b| char::from(*b));
    format!("{}{row}", letters.collect::<String>())
}

/// Cells in a rectangle.
pub(super) struct Area {
    first: (usize, u64),
    last: (usize, u64),
    /// What they are, and what to do about it.
    pub what: &'static str,
}

impl Area {
    /// The cells of `A1:C3`, or of one name.
    pub fn new(text: &str, what: &'static str) -> Option<Area> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let (first, last) = (cell(first)?, cell(last)?);
        Some(Area { first, last, what })
    }

    /// Its name, for messages.
    pub fn place(&self) -> String {
        let [first, last] = [self.first, self.last].map(|(column, row)| name(column, row));
        format!("cells {first}:{last}")
    }

    /// Whether one of some columns is in it, in one of some rows: first and last ones, in order.
    pub fn touches(&self, columns: &[usize], rows: &[(u64, u64)]) -> bool {
        let columns = columns
            .iter()
            .any(|c| (self.first.0..=self.last.0).contains(c));
        let at = rows.partition_point(|(_, last)| *last < self.first.1);
        columns && rows.get(at).is_some_and(|(first, _)| *first <= self.last.1)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
