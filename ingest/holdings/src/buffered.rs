//! A buffered reader that leaves nothing behind.

use std::io::{self, BufRead, Read};

use zeroize::Zeroizing;

/// A buffered reader like [`std::io::BufReader`], whose buffer is wiped when dropped.
pub struct Buffered<R> {
    reader: R,
    buffer: Zeroizing<Vec<u8>>,
    /// What of the buffer has been filled and not been consumed.
    unread: core::ops::Range<usize>,
}

impl<R: Read> Buffered<R> {
    /// Reads up to `capacity` bytes of `reader` at a time.
    pub fn new(capacity: usize, reader: R) -> Self {
        Buffered {
            reader,
            buffer: Zeroizing::new(vec![0; capacity]),
            unread: 0..0,
        }
    }
}

impl<R: Read> BufRead for Buffered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.unread.is_empty() {
            self.unread = 0..0;
            self.unread.end = self.reader.read(&mut self.buffer)?;
        }
        Ok(self.buffer.get(self.unread.clone()).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.unread.start = self.unread.end.min(self.unread.start + count);
    }
}

impl<R: Read> Read for Buffered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        // As much as the buffer holds need not go through it.
        if self.unread.is_empty() && into.len() >= self.buffer.len() {
            return self.reader.read(into);
        }
        let mut unread = self.fill_buf()?;
        let count = unread.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
