//! The holdings file, against a plain reading of it with big integers.

use std::sync::OnceLock;

use assay_holdings::{aggregate, Aggregate, HoldingsError, Index, HEADER};
use assay_statement::{parse_document, Book};
use num_bigint::BigUint;

use crate::message;

/// Instruments of the book, with their decimals. The third one's own name is also the CUSIP inside the first.
const ROWS: [(&str, u8); 4] = [
    ("US912797SC23", 2),
    ("cash:operating", 0),
    ("912797SC2", 3),
    ("odd\\\"name,", 18),
];

/// The book that the holdings are of.
pub(crate) fn book() -> &'static Book {
    static BOOK: OnceLock<Book> = OnceLock::new();
    BOOK.get_or_init(|| {
        let row = |(instrument, decimals): (&str, u8)| {
            format!(
                "{{\"custodian\":\"a\",\"instrument\":\"{instrument}\",\"kind\":\"token\",\
                 \"price\":\"1\",\"quantity_decimals\":{decimals}}}"
            )
        };
        let text = format!(
            "{{\"assay\":\"v1\",\"kind\":\"book\",\"subject\":\"fund:x\",\"as_of\":\"2026-11-20T22:00:00Z\",\
             \"currency\":\"USD\",\"shape\":{{\"k\":7,\"rules\":4}},\"custodians\":[\"a\"],\"rows\":[{}]}}",
            ROWS.map(row).join(",")
        );
        parse_document(text.as_bytes()).unwrap()
    })
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| Index::new(book(), "a").unwrap())
}

/// Any bytes as a holdings file. Without quotes and carriage returns, sums and refusals are those of the plain reading; with
/// them, the same lines twice give twice the sums.
pub fn check(bytes: &[u8]) {
    let found = aggregate(bytes, index());
    if let Err(error) = &found {
        message::check(error);
    }
    if !bytes.iter().any(|b| matches!(b, b'"' | b'\r')) {
        let sums = found.as_ref().ok().map(|found| found.quantities.to_vec());
        assert_eq!(sums, plain(bytes));
    }
    if let Ok(once) = found {
        twice(bytes, &once);
    }
}

fn twice(bytes: &[u8], once: &Aggregate) {
    let mut lines = bytes.split_inclusive(|b| *b == b'\n');
    // The header is the first line that is not blank; the byte order mark goes with it.
    lines.find(|line| !unmarked(line).trim_ascii().is_empty());
    let again = [bytes, b"\n", &lines.collect::<Vec<_>>().concat()].concat();
    let doubled: Option<Vec<u64>> = once.quantities.iter().map(|q| q.checked_mul(2)).collect();
    match (aggregate(&again[..], index()), doubled) {
        (Ok(found), Some(doubled)) => {
            assert_eq!(*found.quantities, doubled);
            assert_eq!(found.lines, 2 * once.lines);
        }
        (Err(HoldingsError::Overflow { .. }), None) => {}
        (found, doubled) => panic!("{:?} for {doubled:?}", found.err()),
    }
}

/// A byte order mark may begin any line: files are put together from files.
fn unmarked(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line)
}

/// The sums, `None` for a file that is to be refused.
fn plain(bytes: &[u8]) -> Option<Vec<u64>> {
    let mut sums = vec![BigUint::ZERO; ROWS.len()];
    let mut header = false;
    let ends = bytes.split_inclusive(|b| *b == b'\n').enumerate();
    for (number, line) in ends {
        if line.len() > 4096 {
            return None;
        }
        // The first line may even have two marks.
        let line = if number == 0 { unmarked(line) } else { line };
        if line.trim_ascii().is_empty() {
            continue;
        }
        let fields: Vec<&[u8]> = unmarked(line)
            .split(|b| *b == b',')
            .map(<[u8]>::trim_ascii)
            .collect();
        if !header {
            header = fields == HEADER.split(',').map(str::as_bytes).collect::<Vec<_>>();
            header.then_some(())?;
            continue;
        }
        let [account, instrument, quantity] = fields[..] else {
            return None;
        };
        if account.is_empty() {
            return None;
        }
        // The third row's name is that of the first by its CUSIP, and comes first.
        let row = ROWS.iter().rposition(|(name, _)| {
            let name = name.replace('\\', "");
            name.as_bytes() == instrument || name.as_bytes().get(2..11) == Some(instrument)
        });
        let row = row.filter(|row| *row != 1 || instrument == b"cash:operating")?;
        sums[row] += units(quantity, ROWS[row].1)?;
        u64::try_from(&sums[row]).ok()?;
    }
    header.then(|| sums.iter().map(|sum| u64::try_from(sum).unwrap()).collect())
}

fn units(quantity: &[u8], decimals: u8) -> Option<BigUint> {
    let text = std::str::from_utf8(quantity).ok()?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let written = if text.contains('.') {
        fraction.len()
    } else {
        0
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let missing = usize::from(decimals).checked_sub(written)?;
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let padded = format!("{whole}{}{}", &fraction[..written], "0".repeat(missing));
    BigUint::parse_bytes(padded.as_bytes(), 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_reading_is_right() {
        let file = "account,instrument,quantity\n\n1,US912797SC23,10.5\n2,cash:operating, 3 \n3,912797SC2,0.001\n";
        assert_eq!(plain(file.as_bytes()), Some(vec![1050, 3, 1, 0]));
        for (from, to) in [
            ("10.5", "10.555"),
            ("10.5", "-1"),
            ("3 ", "18446744073709551616"),
            ("912797SC2,", "912797SC3,"),
            ("ac", "bc"),
        ] {
            let changed = file.replacen(from, to, 1);
            assert_eq!(plain(changed.as_bytes()), None, "{changed}");
            check(changed.as_bytes());
        }
        check(file.as_bytes());
        check(b"account,instrument,quantity\n1,\"odd\"\"name,\",18.000000000000000001\n");
    }
}
