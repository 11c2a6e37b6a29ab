//! What reading takes in memory, by the most that this process ever had: one test in a binary of its own.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, missing_docs)]

use std::io::{self, BufReader, Read};

use assay_holdings::{Collector, Expectation, Format, Index, InputError};
use assay_statement::{parse_document, Book};

const BOOK: &str = include_str!("../../../testkit/inputs/book.json");

const ACCOUNTS: u64 = 1 << 16;

/// A file that is made as it is read: a beginning, a line many times, an end.
struct Made<F> {
    line: F,
    lines: std::ops::Range<u64>,
    part: io::Cursor<String>,
    end: Option<String>,
    read: u64,
}

impl<F: Fn(u64) -> String> Made<F> {
    fn new(begin: &str, lines: u64, line: F, end: String) -> Made<F> {
        Made {
            line,
            lines: 0..lines,
            part: io::Cursor::new(begin.into()),
            end: Some(end),
            read: 0,
        }
    }
}

impl<F: Fn(u64) -> String> Read for Made<F> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.part.read(into)?;
            let next = match count {
                0 => self
                    .lines
                    .next()
                    .map(&self.line)
                    .or_else(|| self.end.take()),
                _ => None,
            };
            match next {
                Some(next) => self.part = io::Cursor::new(next),
                None => {
                    self.read += count as u64;
                    return Ok(count);
                }
            }
        }
    }
}

/// The most memory that this process ever had, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let mut lines = status.lines();
    let kib = lines.find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kib: u64 = kib.trim().trim_end_matches(" kB").parse().unwrap();
    kib * 1024
}

/// Reads a file; how long it was, and by how much the peak grew.
fn read<F: Fn(u64) -> String>(file: Made<F>) -> (Result<(), InputError>, u64, u64) {
    let book: Book = parse_document(BOOK.as_bytes()).unwrap();
    let expected = Expectation::new(&book, None);
    let index = Index::new(&book, "northbank").unwrap();
    let mut collector = Collector::new(&expected, &index, 1);
    let before = peak();
    let mut file = BufReader::new(file);
    let outcome = collector.read(0, Format::Bai2, &mut file);
    (outcome, file.into_inner().read, peak() - before)
}

const BEGIN: &str = "01,BANK,FUND,261120,2200,1,,,2/\n02,FUND,BANK,1,261120,2200,USD,2/\n";

/// `count` transactions of one account, in lines that `line` makes.
fn transactions(count: u64, lines: u64, line: fn(u64) -> String) -> Made<fn(u64) -> String> {
    let end = format!(
        "49,{count},{}/\n98,{count},1,{}/\n99,{count},1,{}/\n",
        lines + 2,
        lines + 4,
        lines + 6
    );
    let begin = format!("{BEGIN}03,1234567890,,015,0,,/\n");
    Made::new(&begin, lines, line, end)
}

fn accounts(count: u64) -> Made<fn(u64) -> String> {
    let line: fn(u64) -> String = |at| format!("03,{at},,015,1/\n49,1,2/\n");
    let (lines, all) = (2 * count + 2, 2 * count + 4);
    let end = format!("98,{count},{count},{lines}/\n99,{count},1,{all}/\n");
    Made::new(BEGIN, count, line, end)
}

#[test]
fn bai2_is_read_as_a_stream() {
    // Accounts first: what they need, the other files have for free, and the peak would not show it.
    let (outcome, _, grown) = read(accounts(ACCOUNTS));
    assert_eq!(outcome, Ok(()));
    assert!(grown < 48 << 20, "{grown}");
    let (outcome, _, _) = read(accounts(ACCOUNTS + 1));
    let refused = InputError::Syntax {
        line: 2 * ACCOUNTS + 3,
        expected: "at most 65536 accounts of a file",
    };
    assert_eq!(outcome, Err(refused));

    // Transactions, as many fields as possible in as few bytes, and continuations.
    let lines = 1 << 20;
    let short: fn(u64) -> String = |_| "16,195,1,,,,,,,,,,,,,,,,,,,\n".into();
    let continued: fn(u64) -> String = |at| match at % 64 {
        0 => "16,195,64,,,\n".into(),
        _ => "88,,,,,,,,,,,,,,,,,,,,,,,,,\n".into(),
    };
    for line in [short, continued] {
        let (outcome, length, grown) = read(transactions(lines, lines, line));
        assert_eq!(outcome, Ok(()));
        assert!(length > 24 << 20);
        assert!(grown * 16 < length, "{grown} of {length}");
    }
}
