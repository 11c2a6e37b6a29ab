//! An auditor's copy as a file: an [`Audit`] encrypted with age.

use std::io::{ErrorKind, Read, Write};

use age::armor::ArmoredReader;
use age::{DecryptError, Decryptor, Encryptor};
use assay_statement::{parse_document, Audit, Document, ParseError};
use thiserror::Error;
use zeroize::Zeroizing;

use super::identity::Identities;
use super::recipient::Recipients;
use crate::randomness::{system_rng, NoRandomness};
use crate::zeroizing::zeroize_stack_after;

/// Largest file of a copy, in bytes: the largest document in armour, which makes three bytes four, and a header.
pub const MAX_COPY_BYTES: u64 = 48 << 20;

/// What age encrypts at a time, and keeps in memory meanwhile.
const CHUNK: usize = 64 << 10;

/// Longest header: 64 recipients take half of it. Age reads the header again with each line of it.
const MAX_HEADER: usize = 16 << 10;

/// How every file of age begins, and how the last line of its header does.
const MAGIC: &[u8] = b"age-encryption.org/v1\n";
const HEADER_END: &[u8] = b"\n--- ";

/// Why [`seal_copy`] makes no copy.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SealError {
    /// The document is longer than a reader would accept.
    #[error("expected openings of at most {limit} bytes, found {found}")]
    TooLarge {
        /// Most bytes.
        limit: usize,
        /// Bytes that it could have.
        found: usize,
    },
    /// The operating system gave no random bytes.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// Age refused.
    #[error("age could not encrypt the copy; nothing was written")]
    Age,
}

/// Why a copy cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UnsealError {
    /// The bytes are not a file of age.
    #[error(
        "expected an auditor's copy, which assay prove --auditor-copy writes, found something else"
    )]
    NotACopy,
    /// The copy is encrypted with a passphrase, not to a recipient.
    #[error("expected a copy for an auditor's key, found a file locked with a passphrase")]
    Passphrase,
    /// The copy is encrypted to other recipients.
    #[error("the copy is for none of the identities given; ask for one made with --auditor and the recipient of yours (age-keygen -y)")]
    NotForThisIdentity,
    /// The copy was changed or cut short after it was written.
    #[error("expected the copy as it was made, found one that was changed or cut short since; get it again")]
    Damaged,
    /// The decrypted bytes are not an audit document.
    #[error("the copy does not hold what it should: {0}")]
    Document(#[from] ParseError),
}

impl UnsealError {
    /// The code of a fault in the copy; `None` if the fault lies with whoever reads it.
    pub fn code(&self) -> Option<&'static str> {
        match self {
            UnsealError::NotACopy | UnsealError::Document(_) => Some("copy-malformed"),
            UnsealError::Damaged => Some("copy-damaged"),
            UnsealError::Passphrase | UnsealError::NotForThisIdentity => None,
        }
    }
}

/// Encrypts an auditor's copy. Its length depends on public values only: see [`Audit::longest`].
///
/// # Errors
/// [`SealError`].
pub fn seal_copy(audit: &Audit, recipients: &Recipients) -> Result<Vec<u8>, SealError> {
    zeroize_stack_after(|| encrypt(audit, recipients))
}

fn encrypt(audit: &Audit, recipients: &Recipients) -> Result<Vec<u8>, SealError> {
    system_rng()?; // age panics where there is no randomness
    let longest = audit.longest();
    // White space follows the document, up to a whole chunk of nothing else: age drops its last chunk without wiping it.
    let length = (longest / CHUNK + 2) * CHUNK;
    if length > Audit::MAX_BYTES {
        return Err(SealError::TooLarge {
            limit: Audit::MAX_BYTES,
            found: length,
        });
    }
    let json = audit.to_json();
    let encryptor = Encryptor::with_recipients(recipients.iter()).map_err(|_| SealError::Age)?;
    let mut sealed = Vec::with_capacity(length + length / 1024 + MAX_HEADER);
    let mut writer = encryptor
        .wrap_output(&mut sealed)
        .map_err(|_| SealError::Age)?;
    let blank = vec![b' '; length.saturating_sub(json.len())];
    for part in [json.as_bytes(), &blank] {
        writer.write_all(part).map_err(|_| SealError::Age)?;
    }
    writer.finish().map_err(|_| SealError::Age)?;
    Ok(sealed)
}

/// Decrypts and reads an auditor's copy, in binary or in armour.
///
/// # Errors
/// [`UnsealError`].
pub fn unseal_copy(sealed: &[u8], identities: &Identities) -> Result<Audit, UnsealError> {
    zeroize_stack_after(|| {
        parse_document(&decrypt(sealed, identities)?).map_err(UnsealError::Document)
    })
}

fn decrypt(sealed: &[u8], identities: &Identities) -> Result<Zeroizing<Vec<u8>>, UnsealError> {
    let binary = without_armour(sealed)?;
    let decryptor = Decryptor::new_buffered(&binary[..]).map_err(refused)?;
    if decryptor.is_scrypt() {
        return Err(UnsealError::Passphrase);
    }
    let mut reader = decryptor.decrypt(identities.iter()).map_err(refused)?;
    // The plain text is shorter than the file.
    let mut text = Zeroizing::new(vec![0; binary.len()]);
    let mut filled = 0;
    loop {
        match reader.read(text.get_mut(filled..).unwrap_or_default()) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return Err(UnsealError::Damaged),
        }
    }
    text.truncate(filled);
    Ok(text)
}

/// The bytes inside the armour, if there is one; of a file with a header of a reasonable length.
fn without_armour(sealed: &[u8]) -> Result<Vec<u8>, UnsealError> {
    let text = sealed.trim_ascii_start();
    let mut binary = Vec::with_capacity(sealed.len());
    if text.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----") {
        ArmoredReader::new(text)
            .read_to_end(&mut binary)
            .map_err(|_| UnsealError::Damaged)?;
    } else {
        binary.extend_from_slice(sealed);
    }
    let start = binary.get(..MAX_HEADER).unwrap_or(&binary);
    if !start.starts_with(MAGIC) {
        return Err(UnsealError::NotACopy);
    }
    let ends = |window: &[u8]| window == HEADER_END;
    match start.windows(HEADER_END.len()).any(ends) {
        true => Ok(binary),
        false => Err(UnsealError::Damaged),
    }
}

fn refused(error: DecryptError) -> UnsealError {
    match error {
        DecryptError::NoMatchingKeys => UnsealError::NotForThisIdentity,
        _ => UnsealError::Damaged,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
