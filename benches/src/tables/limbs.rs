//! Limb widths: figures of variants of the circuit, which only a change of the source can measure, from a file.

use std::fs;
use std::path::Path;

use super::format::{bytes, count, time};
use super::markdown::Table;
use super::TableError;

/// The first line of the file.
const HEADER: &str =
    "variant\tshape\tcolumns\tdegree\tprove ms\tverify ms\tproof bytes\twasm instructions";

/// The section with its heading; nothing as long as the file has no figures.
pub(super) fn section(path: &Path) -> Result<String, TableError> {
    let text = fs::read_to_string(path).map_err(TableError::io(path))?;
    let wrong = |line: usize, expected| TableError::Line {
        path: path.to_path_buf(),
        line: line + 1,
        expected,
    };
    let mut lines = text.lines().enumerate();
    if lines.next().map(|(_, line)| line) != Some(HEADER) {
        return Err(wrong(0, "the names of the eight columns"));
    }
    let mut table = Table::new([
        "limbs",
        "shape",
        "advice columns",
        "degree",
        "prove",
        "verify",
        "proof",
        "wasm instructions",
    ]);
    let mut empty = true;
    for (number, line) in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        // The last one may be left out: few variants were run in a contract.
        let &[variant, shape, columns, degree, prove, verify, proof, ref rest @ ..] = &fields[..]
        else {
            return Err(wrong(
                number,
                "seven or eight fields with tabs between them",
            ));
        };
        let integer = |text: &str| text.parse::<u64>().map_err(|_| wrong(number, "an integer"));
        let ms = |text: &str| match text.parse::<f64>() {
            Ok(ms) if ms > 0.0 && ms.is_finite() => Ok(time(ms * 1e6)),
            _ => Err(wrong(number, "milliseconds above zero")),
        };
        let instructions = match *rest {
            [] | [""] => "not measured".to_string(),
            [instructions] => count(integer(instructions)?),
            _ => return Err(wrong(number, "at most eight fields")),
        };
        table.row([
            variant.to_string(),
            shape.to_string(),
            integer(columns)?.to_string(),
            integer(degree)?.to_string(),
            ms(prove)?,
            ms(verify)?,
            bytes(integer(proof)?),
            instructions,
        ]);
        empty = false;
    }
    Ok(match empty {
        true => String::new(),
        false => format!("{INTRODUCTION}\n\n{}\n", table.text()),
    })
}

const INTRODUCTION: &str = "\
## Limb width

Why limbs are as wide as they are: the same relation with other limbs. Wider limbs need fewer columns, of a higher degree.
With *two rows* a bucket has half of its limbs in each, and the trace twice the rows: the shape named has the buckets of the
one above it with one row. Every variant has another verifying key, so these are measured apart, by `benches/limbs`, and kept in
`limbs.tsv`. *wasm instructions* are wasmi's count for verifying in a module like a contract, signatures and documents not
included.

Two bits and one row is what Assay uses. It proves fastest or nearly so everywhere. Three bits would save 512 bytes and 2 % of the
instructions, for a fifth more proving time and words of 66 bits, whose top limb would need an identity of its own. Two rows save 960 bytes, and cost
half as much again to verify.";

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn of(name: &str, rows: &str) -> Result<String, TableError> {
        let name = format!("assay-limbs-{name}-{}.tsv", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::write(&path, format!("{HEADER}\n{rows}")).unwrap();
        let section = section(&path);
        fs::remove_file(path).unwrap();
        section
    }

    #[test]
    fn rows_are_rendered() {
        assert_eq!(of("none", "").unwrap(), "");
        let text = of("two", "2 bits\t(8, 8)\t40\t5\t67.23\t3.987\t4384\n1 bit\t(8, 8)\t72\t3\t90\t5\t6496\t1234567\n");
        let lines: Vec<String> = text.unwrap().lines().map(String::from).collect();
        let cells = |line: &str| {
            line.split('|')
                .map(|c| c.trim().to_string())
                .collect::<Vec<_>>()
        };
        let expected = [
            "",
            "2 bits",
            "(8, 8)",
            "40",
            "5",
            "67.2 ms",
            "3.99 ms",
            "4,384 B",
            "not measured",
            "",
        ];
        assert_eq!(cells(&lines[lines.len() - 2]), expected);
        assert!(lines[lines.len() - 1].ends_with("1,234,567 |"));
    }

    #[test]
    fn wrong_lines_are_named() {
        let line_of = |result: Result<String, TableError>| match result {
            Err(TableError::Line { line, .. }) => line,
            other => panic!("{other:?}"),
        };
        assert_eq!(line_of(of("fields", "2 bits\t(8, 8)\t40\t5\n")), 2);
        assert_eq!(
            line_of(of("more", "2 bits\t(8, 8)\t40\t5\t1\t3\t4384\t1\t2\n")),
            2
        );
        assert_eq!(
            line_of(of("number", "2 bits\t(8, 8)\t40\t5\t-1\t3\t4384\t\n")),
            2
        );
        assert_eq!(
            line_of(of("integer", "2 bits\t(8, 8)\t40\t5\t1\t3\tmany\t\n")),
            2
        );
    }
}
