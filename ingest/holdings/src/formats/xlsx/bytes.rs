//! A file that is read whole.

use std::io::{ErrorKind, Read};

use zeroize::Zeroizing;

use crate::input_error::InputError;

/// A file of at most `limit` bytes. Every buffer is wiped when dropped, those that were outgrown too.
///
/// # Errors
/// [`InputError::Read`], [`InputError::TooLarge`].
pub(super) fn read(mut reader: impl Read, limit: u64) -> Result<Zeroizing<Vec<u8>>, InputError> {
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
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(InputError::Read { kind: e.kind() }),
        }
        if filled as u64 > limit {
            return Err(InputError::TooLarge { limit });
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}

/// Bytes as text, if they are UTF-8.
pub(super) fn text(mut bytes: Zeroizing<Vec<u8>>) -> Option<Zeroizing<String>> {
    match String::from_utf8(core::mem::take(&mut *bytes)) {
        Ok(text) => Some(Zeroizing::new(text)),
        Err(error) => {
            drop(Zeroizing::new(error.into_bytes()));
            None
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_up_to_a_limit() {
        assert_eq!(*read(&b"12345"[..], 5).unwrap(), b"12345");
        let refused = InputError::TooLarge { limit: 200_000 };
        assert_eq!(read(std::io::repeat(b'x'), 200_000).err(), Some(refused));
        assert_eq!(read(&[b'x'; 200_000][..], 200_000).unwrap().len(), 200_000);
        assert_eq!(text(Zeroizing::new(b"\xff".to_vec())), None);
    }
}
