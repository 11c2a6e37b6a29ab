//! Tables in Markdown.

/// A table: a header, then rows of as many cells.
#[derive(Clone, Debug)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns; the first is for names, the others for figures.
    pub(super) fn new<S: Into<String>>(header: impl IntoIterator<Item = S>) -> Table {
        Table {
            rows: vec![header.into_iter().map(Into::into).collect()],
        }
    }

    /// Adds a row.
    pub(super) fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// The text, columns padded to one width; figures to the right.
    pub(super) fn text(&self) -> String {
        let columns = self.rows.first().map_or(0, Vec::len);
        let cell = |row: &[String], c: usize| row.get(c).cloned().unwrap_or_default();
        let width = |c| {
            self.rows
                .iter()
                .map(|row| cell(row, c).chars().count())
                .max()
        };
        let widths: Vec<usize> = (0..columns).map(|c| width(c).unwrap_or(0).max(3)).collect();
        let mut lines = Vec::with_capacity(self.rows.len() + 1);
        for (i, row) in self.rows.iter().enumerate() {
            let cells = widths.iter().enumerate().map(|(c, &width)| match c {
                0 => format!("{:<width$}", cell(row, c)),
                _ => format!("{:>width$}", cell(row, c)),
            });
            lines.push(format!("| {} |", cells.collect::<Vec<_>>().join(" | ")));
            if i == 0 {
                let rules = widths.iter().enumerate().map(|(c, &width)| match c {
                    0 => "-".repeat(width),
                    _ => format!("{}:", "-".repeat(width - 1)),
                });
                lines.push(format!("| {} |", rules.collect::<Vec<_>>().join(" | ")));
            }
        }
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let mut table = Table::new(["shape", "prove"]);
        table.row(["(8,8)", "67.2 ms"]);
        table.row(["µ", "1 s"]);
        let expected = "\
| shape |   prove |
| ----- | ------: |
| (8,8) | 67.2 ms |
| µ     |     1 s |";
        assert_eq!(table.text(), expected);
    }
}
