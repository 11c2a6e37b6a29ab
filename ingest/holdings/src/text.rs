//! Files that are read whole.

use std::io::Read;

use zeroize::Zeroizing;

use crate::input_error::InputError;

/// Largest statement that is read, in bytes. CSV files are streamed and have no limit.
pub(crate) const MAX_STATEMENT: u64 = 256 << 20;

/// The content of a statement file as text.
///
/// # Errors
/// [`InputError::Read`], [`InputError::TooLarge`], [`InputError::NotUtf8`].
pub(crate) fn read_text(mut input: impl Read) -> Result<Zeroizing<String>, InputError> {
    read_up_to(&mut input, MAX_STATEMENT)
}

/// The rest of a file as text of at most `limit` bytes. Every buffer is wiped when dropped, those that were outgrown too.
fn read_up_to(reader: &mut impl Read, limit: u64) -> Result<Zeroizing<String>, InputError> {
    let mut bytes = Zeroizing::new(vec![0u8; 1 << 16]);
    let mut filled = 0;
    loop {
        if filled == bytes.len() {
            let mut grown = Zeroizing::new(vec![0u8; bytes.len() * 2]);
            if let Some(start) = grown.get_mut(..filled) {
                start.copy_from_slice(&bytes);
            }
            bytes = grown;
        }
        match reader.read(bytes.get_mut(filled..).unwrap_or_default()) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(InputError::Read { kind: e.kind() }),
        }
        if filled as u64 > limit {
            return Err(InputError::TooLarge { limit });
        }
    }
    bytes.truncate(filled);
    match String::from_utf8(core::mem::take(&mut *bytes)) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            drop(Zeroizing::new(error.into_bytes()));
            Err(InputError::NotUtf8 { offset })
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_read_up_to_a_limit() {
        assert_eq!(read_up_to(&mut &b"12345"[..], 5).unwrap().as_str(), "12345");
        let found = read_up_to(&mut &b"123456"[..], 5);
        assert_eq!(found.err(), Some(InputError::TooLarge { limit: 5 }));
        let long = vec![b'x'; 200_000];
        assert_eq!(read_up_to(&mut &long[..], 200_000).unwrap().len(), 200_000);
        let endless = read_up_to(&mut std::io::repeat(b'x'), 200_000);
        assert_eq!(endless.err(), Some(InputError::TooLarge { limit: 200_000 }));

        struct Broken;
        impl std::io::Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::ErrorKind::ConnectionReset.into())
            }
        }
        let kind = std::io::ErrorKind::ConnectionReset;
        assert_eq!(
            read_up_to(&mut Broken, 5).err(),
            Some(InputError::Read { kind })
        );
    }
}
