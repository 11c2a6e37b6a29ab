//! Readers that hash what is read from them.

use std::io::{BufRead, Read};

use sha2::{Digest, Sha256};

/// A reader whose content is hashed as it is consumed, so that the same content is noticed in another file.
pub(crate) struct Hashed<R> {
    reader: R,
    hash: Option<Sha256>,
}

impl<R> Hashed<R> {
    /// Reads from `reader`, and hashes if `hashing`.
    pub fn new(reader: R, hashing: bool) -> Hashed<R> {
        Hashed {
            reader,
            hash: hashing.then(Sha256::new),
        }
    }

    /// The hash of what was consumed; `None` if it was not hashed.
    pub fn finish(self) -> Option<[u8; 32]> {
        self.hash.map(|hash| hash.finalize().into())
    }
}

impl<R: BufRead> BufRead for Hashed<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        // What is consumed is still in the buffer here.
        if let (Some(hash), Ok(buffer)) = (&mut self.hash, self.reader.fill_buf()) {
            hash.update(buffer.get(..count).unwrap_or(buffer));
        }
        self.reader.consume(count);
    }
}

impl<R: BufRead> Read for Hashed<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.reader.read(into)?;
        if let (Some(hash), Some(read)) = (&mut self.hash, into.get(..count)) {
            hash.update(read);
        }
        Ok(count)
    }
}
