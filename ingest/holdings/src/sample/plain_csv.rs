//! CSV files that need no mapping.

use crate::csv_header::HEADER;

/// A holdings file of lines: account, instrument, quantity. None of them may have a comma or a quote in it.
pub fn write(lines: impl IntoIterator<Item = [String; 3]>) -> String {
    let mut text = format!("{HEADER}\n");
    for line in lines {
        text.push_str(&line.join(","));
        text.push('\n');
    }
    text
}
