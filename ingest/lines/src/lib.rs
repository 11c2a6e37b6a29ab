//! CSV files line by line: bounded memory, exact line numbers, nothing allocated for a line.
//!
//! A record is one line, RFC 4180 quoting allowed within it. A quoted field that does not end on its line is refused: one
//! stray quote would otherwise swallow the rest of the file. Blank lines are passed over, spaces around fields dropped, a
//! byte order mark and either line ending accepted.
//!
//! | item | what it is |
//! |---|---|
//! | [`Lines`] | the reader of a file |
//! | [`Fields`] | the fields of one line, with its number |
//! | [`LineError`] | the refusals |
//! | [`MAX_LINE`], [`MAX_FIELDS`] | the limits of a line |
//! | [`Column`], [`Total`], [`DateForm`] | what mappings say of the columns of a file |
//!
//! ```
//! let mut lines = assay_lines::Lines::new("a,b\n1,\"2, 3\"\n".as_bytes());
//! let mut rows = Vec::new();
//! while let Some(fields) = lines.next_line()? {
//!     rows.push((fields.line, fields.len(), fields.get(1).to_vec()));
//! }
//! assert_eq!(rows, [(1, 2, b"b".to_vec()), (2, 2, b"2, 3".to_vec())]);
//! # Ok::<(), assay_lines::LineError>(())
//! ```

/// The example of the README runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod column;
mod date_form;
mod lines;

pub use column::{Column, ColumnFault, HeaderFault, Total};
pub use date_form::DateForm;
pub use lines::{Fields, LineError, Lines, MAX_FIELDS, MAX_LINE};
