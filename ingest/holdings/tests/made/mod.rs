//! Files that are made as they are read, and what reading them takes in memory.

use std::io::{self, BufReader, Read};

use assay_holdings::{Collector, Expectation, Format, Index, InputError};
use assay_statement::{parse_document, Book};

const BOOK: &str = include_str!("../../../../testkit/inputs/book.json");

/// A file that is made as it is read: a beginning, a line many times, an end.
pub struct Made<F> {
    line: F,
    lines: std::ops::Range<u64>,
    part: io::Cursor<String>,
    end: Option<String>,
    read: u64,
}

impl<F: Fn(u64) -> String> Made<F> {
    pub fn new(begin: &str, lines: u64, line: F, end: String) -> Made<F> {
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
pub fn read<F: Fn(u64) -> String>(
    format: Format,
    file: Made<F>,
) -> (Result<(), InputError>, u64, u64) {
    let book: Book = parse_document(BOOK.as_bytes()).unwrap();
    let expected = Expectation::new(&book, None);
    let index = Index::new(&book, "northbank").unwrap();
    let mut collector = Collector::new(&expected, &index, 1);
    let before = peak();
    let mut file = BufReader::new(file);
    let outcome = collector.read(0, format, &mut file);
    (outcome, file.into_inner().read, peak() - before)
}
