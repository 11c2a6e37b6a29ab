//! A statement file as text, a part of it at a time.

use std::io::Read;

use zeroize::Zeroizing;

use crate::input_error::InputError;

/// Largest statement that is read, in bytes. CSV files have no limit.
pub(crate) const MAX_STATEMENT: u64 = 256 << 20;

/// How much is read at a time, in bytes.
const BLOCK: usize = 1 << 17;

/// What is looked at in one piece, in bytes: the window is at least as long, or the rest of the file.
pub(crate) const AHEAD: usize = 1 << 12;

/// Longest piece of a file, such as a field or a comment, that the window grows to, in bytes.
pub(crate) const MAX_PIECE: usize = 1 << 20;

/// How much to look at of a piece that does not end in so many bytes: twice as much, so that it is not looked at too often.
pub(crate) fn longer(length: usize) -> usize {
    MAX_PIECE.min(length * 2).max(length + 1)
}

/// The part of a file that is being read. What was passed is overwritten by what follows, and all of it wiped when dropped.
pub(crate) struct Window<'a> {
    reader: &'a mut dyn Read,
    text: Zeroizing<String>,
    /// Where in the text what has not been passed begins.
    at: usize,
    /// The offset in the file of the beginning of the text.
    base: u64,
    /// The first bytes of a character whose other bytes have not been read yet.
    partial: Zeroizing<Vec<u8>>,
    /// Bytes read so far, and how many there may be.
    read: u64,
    limit: u64,
    /// Whether nothing has been read.
    begins: bool,
    ended: bool,
    ascii: bool,
}

impl<'a> Window<'a> {
    /// The window at the beginning of a file.
    pub fn new(reader: &'a mut dyn Read) -> Window<'a> {
        Window::limited(reader, MAX_STATEMENT)
    }

    fn limited(reader: &'a mut dyn Read, limit: u64) -> Window<'a> {
        Window {
            reader,
            text: Zeroizing::new(String::with_capacity(BLOCK)),
            at: 0,
            base: 0,
            partial: Zeroizing::new(Vec::with_capacity(4)),
            read: 0,
            limit,
            begins: true,
            ended: false,
            ascii: true,
        }
    }

    /// What has been read and not been passed.
    #[inline]
    pub fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Whether nothing follows the rest.
    pub fn is_last(&self) -> bool {
        self.ended
    }

    /// Whether all that has been read is ASCII, but for a mark of the byte order.
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// The offset in the file of what has not been passed.
    pub fn position(&self) -> u64 {
        self.base + self.at as u64
    }

    /// Passes some bytes of the rest; they can be looked at until more is read.
    #[inline]
    pub fn pass(&mut self, count: usize) {
        self.at = self.text.len().min(self.at + count);
    }

    /// What was passed from an offset in the file on, if the window still has it.
    pub fn passed_since(&self, position: u64) -> Option<&str> {
        let from = usize::try_from(position.checked_sub(self.base)?).ok()?;
        self.text.get(from..self.at)
    }

    /// The last `count` bytes that were passed, if the window still has them.
    #[inline]
    pub fn last_passed(&self, count: usize) -> &str {
        let from = self.at.checked_sub(count);
        from.and_then(|from| self.text.get(from..self.at))
            .unwrap_or_default()
    }

    /// Reads until the rest has so many bytes, or is the rest of the file.
    ///
    /// # Errors
    /// As [`Window::more`].
    #[inline]
    pub fn ensure(&mut self, count: usize) -> Result<(), InputError> {
        match self.text.len() - self.at < count && !self.ended {
            true => self.read_to(count),
            false => Ok(()),
        }
    }

    #[cold]
    fn read_to(&mut self, count: usize) -> Result<(), InputError> {
        while self.text.len() - self.at < count && !self.ended {
            self.more()?;
        }
        Ok(())
    }

    /// Reads on; nothing if the file has ended.
    ///
    /// # Errors
    /// [`InputError::Read`], [`InputError::TooLarge`], [`InputError::NotUtf8`].
    pub fn more(&mut self) -> Result<(), InputError> {
        if self.ended {
            return Ok(());
        }
        let mut bytes = self.moved();
        bytes.extend_from_slice(&self.partial);
        self.partial.clear();
        let mut filled = bytes.len();
        let capacity = bytes.capacity();
        bytes.resize(capacity, 0);
        // As much as there is room for, however little comes at a time: all of the window is looked at after it.
        while filled < capacity && !self.ended {
            let count = self.read(bytes.get_mut(filled..).unwrap_or_default())?;
            filled += count;
            self.ended = count == 0;
        }
        bytes.truncate(filled);
        self.accept(bytes)
    }

    /// The buffer with what has not been passed at its beginning, and room behind it.
    fn moved(&mut self) -> Zeroizing<Vec<u8>> {
        let text = core::mem::take(&mut *self.text);
        let mut bytes = Zeroizing::new(text.into_bytes());
        let kept = bytes.len() - self.at;
        self.base += self.at as u64;
        if kept * 2 > bytes.capacity() {
            // Never grows in place: that could leave a copy behind.
            let mut larger = Zeroizing::new(Vec::with_capacity(bytes.capacity() * 2));
            larger.extend_from_slice(bytes.get(self.at..).unwrap_or_default());
            bytes = larger;
        } else {
            bytes.copy_within(self.at.., 0);
            bytes.truncate(kept);
        }
        self.at = 0;
        bytes
    }

    /// Takes bytes as the text, up to a character that they have a part of only.
    fn accept(&mut self, mut bytes: Zeroizing<Vec<u8>>) -> Result<(), InputError> {
        let error = match String::from_utf8(core::mem::take(&mut *bytes)) {
            Ok(text) => {
                self.take(text);
                return Ok(());
            }
            Err(error) => error,
        };
        let (valid, cut) = (
            error.utf8_error().valid_up_to(),
            error.utf8_error().error_len().is_none(),
        );
        let mut bytes = Zeroizing::new(error.into_bytes());
        if !cut || self.ended {
            let offset = usize::try_from(self.base).unwrap_or(usize::MAX) + valid;
            // Of a file that cannot be read to its end, that is said first.
            let mut unread = Zeroizing::new([0u8; 4096]);
            while self.read(&mut *unread)? > 0 {}
            return Err(InputError::NotUtf8 { offset });
        }
        self.partial
            .extend_from_slice(bytes.get(valid..).unwrap_or_default());
        bytes.truncate(valid);
        self.take(String::from_utf8(core::mem::take(&mut *bytes)).unwrap_or_default());
        Ok(())
    }

    /// Takes a text, of a file without the mark of the byte order before it.
    fn take(&mut self, text: String) {
        *self.text = text;
        if self.begins && !self.text.is_empty() {
            self.begins = false;
            let mark = self.text.starts_with('\u{feff}');
            self.at = if mark { '\u{feff}'.len_utf8() } else { 0 };
        }
        self.ascii &= self.rest().is_ascii();
    }

    /// Reads once from the file; 0 at its end.
    fn read(&mut self, into: &mut [u8]) -> Result<usize, InputError> {
        loop {
            match self.reader.read(into) {
                Ok(count) => {
                    self.read += count as u64;
                    let limit = self.limit;
                    return match self.read > limit {
                        true => Err(InputError::TooLarge { limit }),
                        false => Ok(count),
                    };
                }
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) => return Err(InputError::Read { kind: e.kind() }),
            }
        }
    }

    /// Reads the rest of the file, in which nothing matters but that it can be read.
    ///
    /// # Errors
    /// As [`Window::more`].
    pub fn read_out(&mut self) -> Result<(), InputError> {
        while !self.ended {
            self.at = self.text.len();
            self.more()?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
