//! Statements whose balances are written as ones before them, taken apart or not: both say the same of the same bytes.

use std::sync::OnceLock;

use assay_holdings::sample::{write_mt535, write_semt002, SecuritiesBalance, SecuritiesStatement};
use assay_holdings::{
    Amount, Basis, Collector, Expectation, Format, HoldingsMapping, Index, InputError, Measure,
    PassedOver,
};
use assay_statement::{parse_document, Book};

use crate::message;

/// The book of the samples.
const BOOK: &str = include_str!("../../testkit/inputs/book.json");

/// Whose accounts are whose, and an instrument that does not count.
const LISTS: &str = r#"{"assay":"v1","kind":"holdings_mapping","accounts":["MAIN","P1","P2"],
    "pass_over":{"accounts":["P3"],"instruments":["US912797SD08"]}}"#;

/// What is put into a statement, at the beginning of a line or of a tag.
const PIECES: [&str; 32] = [
    ":93B::NAVL//FAMT/1,\r\n",
    ":93B::AVAI//FAMT/1,\r\n",
    ":93B::AVAI//UNIT/0,\r\n",
    ":70E::HOLD//PLEDGED\r\n",
    ":70E::HOLD//NOTE\r\nMORE\r\n",
    ":90B::MRKT//ACTU/USD1,\r\n",
    ":16R:SUBBAL\r\n:93C::BLOK//FAMT/NAVL/1,\r\n:16S:SUBBAL\r\n",
    ":16R:SUBBAL\r\n:93C::TAVI//FAMT/AVAI/5,\r\n:16S:SUBBAL\r\n",
    ":16R:FIA\r\n:12A::CLAS//X\r\n:16S:FIA\r\n",
    ":16S:SUBSAFE\r\n:16R:SUBSAFE\r\n:97A::SAFE//P2\r\n",
    ":16S:SUBSAFE\r\n:16R:SUBSAFE\r\n:97A::SAFE//P3\r\n",
    ":16S:SUBSAFE\r\n:16R:SUBSAFE\r\n",
    "/US/912797SB4\r\n",
    ":35B:ISIN US912797SC25\r\n",
    ":\r\n",
    "\r\n",
    "<SfkpgPlc/>",
    "<HldgAddtlDtls>free</HldgAddtlDtls>",
    "<HldgAddtlDtls>pledged</HldgAddtlDtls>",
    "<!-- <AggtBal> -->",
    "<QtyBrkdwn a=\"/>\"></QtyBrkdwn>",
    "<NotAvlblBal><Qty><FaceAmt>1</FaceAmt></Qty></NotAvlblBal>",
    "<AvlblBal><Qty><FaceAmt>1</FaceAmt></Qty></AvlblBal>",
    "<BalBrkdwn><Qty><QtyAndAvlbty><Qty><FaceAmt>1</FaceAmt></Qty><AvlbtyInd>false</AvlbtyInd></QtyAndAvlbty></Qty></BalBrkdwn>",
    "</SubAcctDtls><SubAcctDtls><SfkpgAcct><Id>P2</Id></SfkpgAcct>",
    "</SubAcctDtls><SubAcctDtls><SfkpgAcct><Id>P3</Id></SfkpgAcct>",
    "<x xmlns=\"b\"/>",
    "<OthrId><Id>912797SB4</Id><Tp><Cd>CUSP</Cd></Tp></OthrId>",
    "<SplmtryData><pledge/></SplmtryData>",
    "<Desc>A &amp; B</Desc>",
    "&amp;",
    "\n",
];

/// What stands in place of a number.
const NUMBERS: [&str; 10] = [
    "0",
    "0,",
    "12,5",
    "0.25",
    "000000000000000000001,",
    "184467440737095516,15",
    "999999999999999999999999999999",
    "N1,",
    "1.125",
    "+1",
];

/// What stands in place of the narrative `free`.
const WORDS: [&str; 8] = [
    "pledged",
    "NOT PLEDGED",
    "a, and lent",
    "free\r\nBLOCKED",
    "free\n/x pledged",
    "home loan",
    "",
    "&lt;",
];

fn book() -> &'static Book {
    static BOOK_READ: OnceLock<Book> = OnceLock::new();
    BOOK_READ.get_or_init(|| parse_document(BOOK.as_bytes()).unwrap())
}

/// Without lists of accounts, and with them.
fn expectations() -> &'static [Expectation; 2] {
    static EXPECTATIONS: OnceLock<[Expectation; 2]> = OnceLock::new();
    EXPECTATIONS.get_or_init(|| {
        let lists: HoldingsMapping = parse_document(LISTS.as_bytes()).unwrap();
        lists.validate().unwrap();
        [None, Some(lists)].map(|mapping| Expectation::new(book(), mapping))
    })
}

/// A statement of fourteen balances of three instruments, in the account itself or in its parts.
fn statement(own: bool) -> SecuritiesStatement {
    let balance = |at: u64| {
        let (isin, measure) = match at % 5 {
            4 => ("US912797SD08", Measure::Units),
            2 => ("US912797SC25", Measure::Face),
            _ => ("US912797SB42", Measure::Face),
        };
        SecuritiesBalance {
            sub_account: (!own).then(|| format!("P{}", 1 + at / 3 % 2)),
            isin: isin.into(),
            measure,
            available: Amount::new(u128::from(at * 725), 2),
            not_available: (at % 3 == 1).then(|| Amount::new(5, 1)),
        }
    };
    SecuritiesStatement {
        account: "MAIN".into(),
        as_of: "2026-11-20".parse().unwrap(),
        basis: Basis::Settled,
        lines: (0..14).map(balance).collect(),
        totals: false,
    }
}

/// Files of a statement, by the bits of a byte: the format, whether it is of the account itself, whether in pages, and whether with
/// narratives.
fn files(first: u8) -> (Format, Vec<Vec<u8>>) {
    let statement = statement(first & 2 != 0);
    let per_page = if first & 4 != 0 { 9 } else { usize::MAX };
    let (format, pages, after, narrative) = match first & 1 {
        0 => (
            Format::Mt535,
            vec![write_mt535(&statement, per_page)],
            "STATES TREAS\r\n",
            ":70E::HOLD//free\r\n",
        ),
        _ => (
            Format::Semt002,
            write_semt002(&statement, per_page),
            "</AggtBal>\n",
            "<HldgAddtlDtls>free</HldgAddtlDtls>\n",
        ),
    };
    let narrative = if first & 16 != 0 { narrative } else { "" };
    let with = |page: String| page.replace(after, &format!("{after}{narrative}"));
    let pages = pages.into_iter().map(with);
    (format, pages.map(String::into_bytes).collect())
}

/// What files come to: sums, lines, statements, balances, those that count in part, empty files, what is passed over.
type Outcome = (Vec<u64>, u64, u64, u64, u64, Vec<usize>, PassedOver);

fn collected(
    format: Format,
    files: &[Vec<u8>],
    expected: &Expectation,
    in_full: bool,
) -> Result<Outcome, InputError> {
    let index = Index::new(book(), "northbank").unwrap();
    let collector = Collector::new(expected, &index, files.len());
    let mut collector = match in_full {
        true => collector.in_full(),
        false => collector,
    };
    for (number, file) in files.iter().enumerate() {
        collector.read(number, format, &file[..])?;
    }
    let found = collector.finish().map_err(|(_, error)| error)?;
    Ok((
        found.sums.quantities.to_vec(),
        found.sums.lines,
        found.statements,
        found.balances,
        found.encumbered,
        found.empty,
        found.passed_over,
    ))
}

/// In the first byte, what statement; a bit for lists of accounts in the mapping; and one by which the rest is a file itself.
/// Otherwise the rest are changes of the statement, of four bytes each. What is collected, or the first refusal with its line
/// and number, does not depend on whether balances are taken apart that are written as ones before them.
pub fn check(bytes: &[u8]) {
    let Some((first, changes)) = bytes.split_first() else {
        return;
    };
    let (format, mut files) = files(*first);
    if first & 0x80 != 0 {
        files = vec![changes.to_vec()];
    } else {
        for change in changes.chunks_exact(4).take(16) {
            apply(&mut files, [change[0], change[1], change[2], change[3]]);
        }
    }
    let expected = &expectations()[usize::from(first >> 3 & 1)];
    let found = collected(format, &files, expected, false);
    assert_eq!(found, collected(format, &files, expected, true));
    if let Err(error) = found {
        message::check(&error);
    }
}

/// A change of one of the files, near a place of it.
fn apply(files: &mut [Vec<u8>], [what, a, b, value]: [u8; 4]) {
    let which = usize::from(what >> 4) % files.len();
    let file = &mut files[which];
    let at = usize::from(u16::from_be_bytes([a, b])) % file.len().max(1);
    // Where a line or a tag begins, and where a number does.
    let next = |wanted: fn(u8, u8) -> bool| {
        let mut pairs = file.windows(2).skip(at);
        let found = pairs.position(|pair| wanted(pair[0], pair[1]));
        found.map_or(at, |found| at + found + 1)
    };
    let piece = next(|before, here| before == b'\n' && here != b' ' || here == b'<');
    let number = next(|before, here| matches!(before, b'/' | b'>') && here.is_ascii_digit());
    match what & 7 {
        0 => file[at..].iter_mut().take(1).for_each(|byte| *byte = value),
        1 | 2 => {
            let text = PIECES[usize::from(value) % PIECES.len()];
            file.splice(piece..piece, text.bytes());
        }
        3 => drop(file.drain(at..file.len().min(at + usize::from(value % 16)))),
        4 | 5 => {
            let digits = file[number..].iter();
            let length = digits.take_while(|b| b.is_ascii_digit() || **b == b',' || **b == b'.');
            let end = number + length.count();
            let text = NUMBERS[usize::from(value) % NUMBERS.len()];
            file.splice(number..end, text.bytes());
        }
        // A part of the file again, elsewhere.
        6 => {
            let from = usize::from(value) * 16 % file.len().max(1);
            let again: Vec<u8> = file[from..].iter().copied().take(160).collect();
            file.splice(piece..piece, again);
        }
        _ => {
            let mut words = file[at..].windows(4);
            match words.position(|word| word == b"free") {
                Some(word) => {
                    let text = WORDS[usize::from(value) % WORDS.len()];
                    file.splice(at + word..at + word + 4, text.bytes());
                }
                None => file.insert(at, value),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genuine_statements_are_read_and_repeat() {
        for first in 0..32u8 {
            let (format, files) = files(first);
            let expected = &expectations()[usize::from(first >> 3 & 1)];
            let found = collected(format, &files, expected, false).unwrap();
            assert_eq!(found.3, if first & 8 == 0 { 14 } else { 12 });
            check(&[first]);
            // A known form with something else in its place.
            for what in 0..8 {
                for value in 0..40 {
                    for at in [3, 4, 5, 7, 9, 12] {
                        check(&[first, what, at, 5, value]);
                    }
                }
            }
        }
        check(&[]);
        check(
            &[
                &[0x80],
                include_bytes!("../../testkit/inputs/mt535.fin").as_slice(),
            ]
            .concat(),
        );
    }
}
