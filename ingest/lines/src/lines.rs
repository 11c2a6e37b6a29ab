//! The lines of a CSV file, and their fields.

use std::io::{self, BufRead, Read};

use csv_core::ReadRecordResult;
use thiserror::Error;
use zeroize::Zeroizing;

/// Longest line, in bytes.
pub const MAX_LINE: usize = 4096;

/// Most fields of a line.
pub const MAX_FIELDS: usize = 128;

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LineError {
    /// The file cannot be read on.
    #[error("line {line}: cannot read: {kind}")]
    Read {
        /// Line, from 1.
        line: u64,
        /// The kind of the system's error.
        kind: io::ErrorKind,
    },
    /// The line is too long.
    #[error("line {line}: expected at most {MAX_LINE} bytes, found more")]
    TooLong {
        /// Line, from 1.
        line: u64,
    },
    /// The line has too many fields.
    #[error("line {line}: expected at most {MAX_FIELDS} fields, found more")]
    TooManyFields {
        /// Line, from 1.
        line: u64,
    },
    /// A quoted field does not end, or a carriage return stands alone.
    #[error("line {line}: expected a whole CSV record, found a quote or a carriage return that breaks it")]
    Broken {
        /// Line, from 1.
        line: u64,
    },
}

/// Reads a CSV file line by line. Its buffers are wiped when dropped.
pub struct Lines<R> {
    reader: R,
    parser: csv_core::Reader,
    line: Zeroizing<Vec<u8>>,
    fields: Zeroizing<Vec<u8>>,
    ends: [usize; MAX_FIELDS],
    number: u64,
}

/// The fields of one line.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    bytes: &'a [u8],
    ends: &'a [usize],
    /// Line, from 1.
    pub line: u64,
}

impl<'a> Fields<'a> {
    /// Number of fields, at least one.
    #[allow(clippy::len_without_is_empty)] // never empty
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field without the spaces around it; empty if there is no such field.
    pub fn get(&self, index: usize) -> &'a [u8] {
        let start = match index {
            0 => 0,
            _ => self.ends.get(index - 1).copied().unwrap_or(0),
        };
        let field = self
            .ends
            .get(index)
            .and_then(|end| self.bytes.get(start..*end));
        field.unwrap_or_default().trim_ascii()
    }
}

impl<R: BufRead> Lines<R> {
    /// Starts with the first line of `reader`.
    pub fn new(reader: R) -> Self {
        Self::delimited(reader, b',')
    }

    /// As [`Lines::new`], with another byte than the comma between fields.
    pub fn delimited(reader: R, delimiter: u8) -> Self {
        Lines {
            reader,
            parser: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
            line: Zeroizing::new(Vec::with_capacity(MAX_LINE + 2)),
            fields: Zeroizing::new(vec![0; MAX_LINE + 2]),
            ends: [0; MAX_FIELDS],
            number: 0,
        }
    }

    /// The next line as it is, a blank one too, with its number, from 1, and without its end; `None` after the last. For lines
    /// that are before the header of an export, whatever is in them.
    ///
    /// # Errors
    /// [`LineError::Read`], [`LineError::TooLong`].
    pub fn next_raw(&mut self) -> Result<Option<(u64, &[u8])>, LineError> {
        Ok(match self.read_line()? {
            true => Some((self.number, self.line.trim_ascii_end())),
            false => None,
        })
    }

    /// The next line that is not blank; `None` after the last.
    ///
    /// # Errors
    /// [`LineError`].
    pub fn next_line(&mut self) -> Result<Option<Fields<'_>>, LineError> {
        while self.read_line()? {
            if !self.line.trim_ascii().is_empty() {
                return self.split();
            }
        }
        Ok(None)
    }

    /// Reads a line; whether there was one.
    fn read_line(&mut self) -> Result<bool, LineError> {
        self.line.clear();
        self.number += 1;
        let line = self.number;
        let count = (&mut self.reader)
            .take(MAX_LINE as u64 + 1)
            .read_until(b'\n', &mut self.line)
            .map_err(|e| LineError::Read {
                line,
                kind: e.kind(),
            })?;
        if count > MAX_LINE {
            return Err(LineError::TooLong { line });
        }
        if line == 1 && self.line.starts_with(b"\xef\xbb\xbf") {
            self.line.drain(..3);
        }
        Ok(count > 0)
    }

    fn split(&mut self) -> Result<Option<Fields<'_>>, LineError> {
        let line = self.number;
        if self.line.last() != Some(&b'\n') {
            self.line.push(b'\n');
        }
        self.parser.reset();
        let (result, read, written, fields) =
            self.parser
                .read_record(&self.line, &mut self.fields, &mut self.ends);
        match result {
            // The parser stops at the carriage return of a line that ends with both.
            ReadRecordResult::Record
                if self
                    .line
                    .get(read..)
                    .is_some_and(|rest| matches!(rest, b"" | b"\n")) => {}
            ReadRecordResult::OutputEndsFull => return Err(LineError::TooManyFields { line }),
            _ => return Err(LineError::Broken { line }),
        }
        Ok(Some(Fields {
            bytes: self.fields.get(..written).unwrap_or_default(),
            ends: self.ends.get(..fields).unwrap_or_default(),
            line,
        }))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &[u8]) -> Result<Vec<(u64, Vec<String>)>, LineError> {
        let mut lines = Lines::new(text);
        let mut found = Vec::new();
        while let Some(fields) = lines.next_line()? {
            let texts =
                (0..fields.len()).map(|i| String::from_utf8_lossy(fields.get(i)).into_owned());
            found.push((fields.line, texts.collect()));
        }
        Ok(found)
    }

    fn row(line: u64, fields: &[&str]) -> (u64, Vec<String>) {
        (line, fields.iter().map(|f| f.to_string()).collect())
    }

    #[test]
    fn splits_and_counts_lines() {
        let text = b"\xef\xbb\xbfa, b ,c\r\n\r\n\n\"x, \"\"y\"\"\",2,\n   \nlast,,";
        assert_eq!(
            all(text).unwrap(),
            [
                row(1, &["a", "b", "c"]),
                row(4, &["x, \"y\"", "2", ""]),
                row(6, &["last", "", ""])
            ]
        );
        assert_eq!(all(b"").unwrap(), []);
    }

    #[test]
    fn reads_lines_as_they_are() {
        let text = b"\xef\xbb\xbf\"title\r\n\n1,2\n3";
        let found = |count| {
            let mut lines = Lines::new(&text[..]);
            let mut raw = Vec::new();
            for _ in 0..count {
                raw.extend(lines.next_raw()?.map(|(line, text)| (line, text.to_vec())));
            }
            let fields = lines.next_line()?;
            Ok((raw, fields.map(|fields| (fields.line, fields.len()))))
        };
        let title = (1, b"\"title".to_vec());
        let raw = vec![title, (2, Vec::new()), (3, b"1,2".to_vec())];
        assert_eq!(found(2), Ok((raw[..2].to_vec(), Some((3, 2)))));
        assert_eq!(found(3), Ok((raw, Some((4, 1)))));
        assert_eq!(found(9).unwrap().1, None);
        assert_eq!(found(0), Err(LineError::Broken { line: 1 }));
    }

    #[test]
    fn refuses_what_is_not_one_record() {
        assert_eq!(
            all(b"a,b\n\"c,d\ne,f\n"),
            Err(LineError::Broken { line: 2 })
        );
        assert_eq!(all(b"a,b\rc,d\n"), Err(LineError::Broken { line: 1 }));
    }

    #[test]
    fn bounds_lines_and_fields() {
        let long = [vec![b'a'; MAX_LINE], b"\n".to_vec()].concat();
        assert_eq!(all(&long), Err(LineError::TooLong { line: 1 }));
        assert_eq!(all(&long[1..]).unwrap().len(), 1);
        let many = [vec![b','; MAX_FIELDS - 1], b"\n".to_vec()].concat();
        assert_eq!(all(&many).unwrap()[0].1.len(), MAX_FIELDS);
        let more = [b"x\n".to_vec(), vec![b','; MAX_FIELDS]].concat();
        assert_eq!(all(&more), Err(LineError::TooManyFields { line: 2 }));
    }

    proptest! {
        #[test]
        fn agrees_with_the_csv_crate(rows in proptest::collection::vec(
            proptest::collection::vec("[a-z\", ]{0,8}", 2..5), 0..10)
        ) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row.iter().map(|field| field.trim())).unwrap();
            }
            let text = writer.into_inner().unwrap();
            let found: Vec<Vec<String>> = all(&text).unwrap().into_iter().map(|(_, fields)| fields).collect();
            let expected: Vec<Vec<String>> =
                rows.iter().map(|r| r.iter().map(|f| f.trim().to_string()).collect()).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = all(&bytes);
        }
    }
}
