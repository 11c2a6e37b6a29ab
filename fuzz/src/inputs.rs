//! Statements and mapped CSV.
//!
//! A statement that is read says what counts: never more than there is, of instruments with a right check digit. Written
//! again in the plainest form, it reads back as the same.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use assay_holdings::sample::{
    write_bai2, write_camt052, write_camt053, write_mt535, write_mt940, write_semt002, CashBalance,
    CashStatement, SecuritiesBalance, SecuritiesStatement,
};
use assay_holdings::{
    Aggregate, Expectation, Format, HoldingsError, HoldingsMapping, Index, InputError, Message,
    PassedOver, Position, ReadContext,
};
use assay_statement::{instrument_name, is_isin, parse_document};
use serde_json::Value;

use crate::holdings::book;
use crate::{documents, message};

/// The accounts of the seeds.
const CASH: &str = r#"{"assay":"v1","kind":"holdings_mapping","cash":[
    {"account":"1234567890","row":"cash:operating"},{"account":"GB82WEST12345698765432","row":"cash:operating"}]}"#;

/// A layout with everything in it.
const LAYOUT: &str = r#"{"assay":"v1","kind":"holdings_mapping","csv":{"delimiter":";","decimal":",","thousands":".",
    "account":"Depot","instrument":"ISIN","quantity":"frei","as_of":"Stichtag","currency":"W"}}"#;

fn mapping(text: &str) -> HoldingsMapping {
    let mapping: HoldingsMapping = parse_document(text.as_bytes()).unwrap();
    mapping.validate().unwrap();
    mapping
}

fn expected() -> &'static Expectation {
    static EXPECTED: OnceLock<Expectation> = OnceLock::new();
    EXPECTED.get_or_init(|| Expectation::new(book(), Some(mapping(CASH))))
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| Index::new(book(), "a").unwrap())
}

/// The messages of a text in a format.
fn read(format: Format, text: &str) -> Result<Vec<Message>, InputError> {
    let context = ReadContext {
        expected: expected(),
        index: index(),
        sums: &mut Aggregate::new(index()),
        passed_over: &mut PassedOver::default(),
    };
    format.read(text.as_bytes(), context)
}

/// A position as text: sub-account, instrument, whole balance, the part that counts.
type PositionText = (String, String, String, String);

fn position_text(position: &Position) -> PositionText {
    let sub = position.sub_account.as_ref();
    (
        sub.map_or(String::new(), |sub| format!("in {}", sub.as_str())),
        position.instrument.to_string(),
        position.aggregate.to_plain().to_string(),
        position.counted.to_plain().to_string(),
    )
}

fn all(messages: &[Message]) -> BTreeMap<PositionText, usize> {
    let mut all = BTreeMap::new();
    for position in messages.iter().flat_map(|message| &message.positions) {
        *all.entry(position_text(position)).or_insert(0) += 1;
    }
    all
}

/// The messages of a good file, once each position has been checked.
fn checked(found: Result<Vec<Message>, InputError>) -> Option<Vec<Message>> {
    let messages = match found {
        Ok(messages) => messages,
        Err(error) => {
            message::check(&error);
            assert!(error.to_string().len() < 400, "{error}");
            return None;
        }
    };
    for position in messages.iter().flat_map(|message| &message.positions) {
        let rest = position.aggregate.checked_sub(&position.counted);
        assert!(rest.is_some(), "more counts than is there");
        if position.public && messages.iter().all(|message| message.basis.is_some()) {
            // An ISIN, or the CUSIP of a private placement, which has none.
            let name = instrument_name(&position.instrument);
            assert_eq!(name.as_deref(), Some(position.instrument.as_str()));
        }
    }
    Some(messages)
}

/// A page of securities, to be written again.
fn securities(message: &Message) -> SecuritiesStatement {
    let line = |position: &Position| SecuritiesBalance {
        sub_account: position.sub_account.as_ref().map(|sub| sub.to_string()),
        isin: position.instrument.to_string(),
        measure: position.measure,
        available: position.counted.clone(),
        not_available: position.aggregate.checked_sub(&position.counted),
    };
    SecuritiesStatement {
        account: message.account.to_string(),
        as_of: expected().as_of,
        basis: message.basis.expect("securities have a basis"),
        lines: message.positions.iter().map(line).collect(),
        totals: false,
    }
}

/// Whether all positions have an ISIN, by which alone they are written again.
fn have_isins(messages: &[Message]) -> bool {
    let mut positions = messages.iter().flat_map(|message| &message.positions);
    positions.all(|position| is_isin(&position.instrument))
}

/// Any text as semt.002.
pub fn check_semt002(text: &str) {
    let Some(messages) = checked(read(Format::Semt002, text)) else {
        return;
    };
    if !have_isins(&messages) {
        return;
    }
    for message in &messages {
        let pages = write_semt002(&securities(message), usize::MAX);
        let again = read(Format::Semt002, &pages[0]).expect("what was written can be read");
        assert!(again[0].account == message.account && again[0].basis == message.basis);
        assert_eq!(all(&again), all(&messages));
    }
}

/// Any text as MT535.
pub fn check_mt535(text: &str) {
    let Some(messages) = checked(read(Format::Mt535, text)) else {
        return;
    };
    assert!(!messages.is_empty(), "a file without a message was read");
    if !have_isins(&messages) {
        return;
    }
    let texts = messages
        .iter()
        .map(|m| write_mt535(&securities(m), usize::MAX));
    let again =
        read(Format::Mt535, &texts.collect::<String>()).expect("what was written can be read");
    let accounts = |messages: &[Message]| -> Vec<String> {
        messages.iter().map(|m| m.account.to_string()).collect()
    };
    assert_eq!(accounts(&again), accounts(&messages));
    assert_eq!(all(&again), all(&messages));
}

/// Closing balances, to be written again.
fn cash(messages: &[Message]) -> CashStatement {
    let account = |message: &Message| {
        let position = message.positions.first()?;
        Some(CashBalance {
            account: message.account.to_string(),
            currency: expected().currency.clone(),
            booked: position.aggregate.clone(),
            available: Some(position.counted.clone()),
        })
    };
    CashStatement {
        as_of: expected().as_of,
        accounts: messages.iter().filter_map(account).collect(),
    }
}

/// Any text as a cash statement of a format that `write` writes.
fn check_cash(format: Format, text: &str, write: fn(&CashStatement) -> String) {
    let Some(messages) = checked(read(format, text)) else {
        return;
    };
    let statement = cash(&messages);
    if statement.accounts.is_empty() {
        return;
    }
    let again = read(format, &write(&statement));
    assert_eq!(
        all(&again.expect("what was written can be read")),
        all(&messages)
    );
}

/// Any text as camt.053.
pub fn check_camt053(text: &str) {
    check_cash(Format::Camt053, text, write_camt053);
}

/// Any text as camt.052.
pub fn check_camt052(text: &str) {
    check_cash(Format::Camt052, text, write_camt052);
}

/// Any text as MT940.
pub fn check_mt940(text: &str) {
    check_cash(Format::Mt940, text, write_mt940);
}

/// Any text as BAI2.
pub fn check_bai2(text: &str) {
    let Some(messages) = checked(read(Format::Bai2, text)) else {
        return;
    };
    let statement = cash(&messages);
    // Totals of the writer have to fit what is read.
    let short = |cash: &CashBalance| cash.booked.to_plain().len() < 20;
    if statement.accounts.is_empty() || !statement.accounts.iter().all(short) {
        return;
    }
    // An account with a slash in it can be read but is not written.
    let Ok(text) = write_bai2(&statement) else {
        return;
    };
    let again = read(Format::Bai2, &text);
    assert_eq!(
        all(&again.expect("what was written can be read")),
        all(&messages)
    );
}

/// The layout above, and the one with points and commas exchanged.
pub(crate) fn layouts() -> &'static [Expectation; 2] {
    static LAYOUTS: OnceLock<[Expectation; 2]> = OnceLock::new();
    LAYOUTS.get_or_init(|| {
        let layout = mapping(LAYOUT);
        let mut other = layout.clone();
        if let Some(layout) = &mut other.csv {
            (layout.decimal, layout.thousands) = (".".into(), Some(",".into()));
        }
        [layout, other].map(|mapping| Expectation::new(book(), Some(mapping)))
    })
}

/// Sums of a list by the layout of a mapping.
pub(crate) fn sums(
    format: Format,
    bytes: &[u8],
    expected: &Expectation,
) -> Result<Vec<u64>, InputError> {
    let mut sums = Aggregate::new(index());
    let context = ReadContext {
        expected,
        index: index(),
        sums: &mut sums,
        passed_over: &mut PassedOver::default(),
    };
    format.read(bytes, context)?;
    Ok(sums.quantities.to_vec())
}

/// Whether a line has nothing but separators, spaces and quotes: it is passed over, or refused.
pub(crate) fn is_blank(line: &[u8]) -> bool {
    let nothing = |b: &u8| b.is_ascii_whitespace() || matches!(b, b';' | b'"');
    line.iter().all(nothing)
}

/// Any bytes as CSV of the layout above: the same with points and commas exchanged, in layout and file, is the same; and the same
/// lines twice are twice the sums.
pub fn check_mapped(bytes: &[u8]) {
    let [layout, other] = layouts();
    let found = sums(Format::Csv, bytes, layout);
    if let Err(error) = &found {
        message::check(error);
        assert!(error.to_string().len() < 400, "{error}");
    }
    let exchanged: Vec<u8> = bytes
        .iter()
        .map(|b| match b {
            b'.' => b',',
            b',' => b'.',
            other => *other,
        })
        .collect();
    // One row of the book has a comma in its name.
    if !bytes
        .windows(5)
        .any(|window| window == b"name," || window == b"name.")
    {
        assert_eq!(
            sums(Format::Csv, &exchanged, other).ok(),
            found.as_ref().ok().cloned()
        );
    }
    let Ok(once) = found else { return };
    let mut lines = bytes.split_inclusive(|b| *b == b'\n');
    lines.find(|line| {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        !is_blank(line)
    });
    let again = [bytes, b"\n", &lines.collect::<Vec<_>>().concat()].concat();
    let doubled: Option<Vec<u64>> = once.iter().map(|q| q.checked_mul(2)).collect();
    match (sums(Format::Csv, &again, layout), doubled) {
        (Ok(found), Some(doubled)) => assert_eq!(found, doubled),
        (Err(InputError::Holdings(HoldingsError::Overflow { .. })), None) => {}
        (found, doubled) => panic!("{:?} for {doubled:?}", found.err()),
    }
}

/// Any bytes as a mapping: no message shows anything of it, and what is read reads back.
pub fn check_mapping(bytes: &[u8]) {
    let found: HoldingsMapping = match parse_document(bytes) {
        Ok(mapping) => mapping,
        Err(error) => return documents::refused(&error),
    };
    if let Err(error) = found.validate() {
        message::check(&error);
    }
    let text = assay_statement::pretty(&found).expect("what was read can be written");
    let again: HoldingsMapping = parse_document(text.as_bytes()).expect("and read again");
    assert!(again == found, "another mapping came back");
    let value: Value = serde_json::from_slice(bytes).expect("every reader reads a document");
    let debug = format!("{found:?}");
    let all = |field: &'static str| {
        let cash = value["cash"].as_array().into_iter().flatten();
        cash.map(move |cash| cash[field].as_str().unwrap_or_default())
    };
    // Rows are public, whatever they are called; and a column could be called like an account.
    let private =
        |account: &&str| account.len() > 24 && !all("row").any(|row| row.contains(*account));
    if value["csv"].is_null() {
        let shown = all("account")
            .filter(private)
            .find(|account| debug.contains(account));
        assert_eq!(shown, None, "an account is shown");
    }
    documents::strict::<HoldingsMapping>(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The samples of the prover.
    macro_rules! sample {
        ($name:literal) => {
            include_str!(concat!("../../testkit/inputs/", $name))
        };
    }

    #[test]
    fn samples_are_read_and_hold() {
        for page in [sample!("semt002-1.xml"), sample!("semt002-2.xml")] {
            assert!(read(Format::Semt002, page).is_ok());
            check_semt002(page);
            check_semt002(&page.replacen("LONG", "SHOR", 1));
        }
        assert!(read(Format::Mt535, sample!("mt535.fin")).is_ok());
        check_mt535(sample!("mt535.fin"));
        assert!(read(Format::Camt053, sample!("camt053.xml")).is_ok());
        check_camt053(sample!("camt053.xml"));
        assert!(read(Format::Camt052, sample!("camt052.xml")).is_ok());
        check_camt052(sample!("camt052.xml"));
        assert!(read(Format::Mt940, sample!("mt940.fin")).is_ok());
        check_mt940(sample!("mt940.fin"));
        assert!(read(Format::Bai2, sample!("bai2.txt")).is_ok());
        check_bai2(sample!("bai2.txt"));
        let csv = "Depot;ISIN;frei;Stichtag;W\n1;US912797SC23;1.234,5;2026-11-20;USD\n";
        assert_eq!(
            sums(Format::Csv, csv.as_bytes(), &layouts()[0]).unwrap()[0],
            123_450
        );
        check_mapped(csv.as_bytes());
        check_mapped(csv.replace("1.234", "12.34").as_bytes());
        check_mapped(format!(";; ;;\n{csv}\n;\"\"; ;;\n").as_bytes());
        for text in [CASH, LAYOUT] {
            check_mapping(text.as_bytes());
        }
    }
}
