//! Private inputs: holdings, openings, keys, identities, sources. The user is warned of each that others may read.

use std::path::{Path, PathBuf};

use assay_prover::Identities;
use assay_prover::SigningKey;
use assay_statement::{digest, Book, Document, Opening};
use assay_supply::Sources;

use crate::documents;
use crate::error::{About, CliError};
use crate::files;
use crate::terminal::note;

/// Largest private key file that is read, in bytes.
const MAX_KEY: u64 = 64 << 10;

/// Warns if others than its owner may read a private file.
pub fn warn_if_exposed(path: &Path) {
    if let Some(mode) = files::exposed(path) {
        let (what, private) = match path.is_dir() {
            true => ("directory", 700),
            false => ("file", 600),
        };
        let path = path.display();
        note(&format!("warning: {path}: others may read this private {what} (mode {mode:o}); run chmod {private} {path}"));
    }
}

/// Reads a private document.
pub fn read<D: Document>(path: &Path) -> Result<D, CliError> {
    warn_if_exposed(path);
    documents::read(path)
}

/// Reads an opening.
pub fn opening(path: &Path) -> Result<Opening, CliError> {
    read(path)
}

/// Reads openings, each of which must be one of the book.
pub fn openings_of(book: &Book, paths: &[PathBuf]) -> Result<Vec<Opening>, CliError> {
    let book_digest = digest(book)?;
    let mut openings = Vec::with_capacity(paths.len());
    for path in paths {
        let opening = opening(path)?;
        opening.check(book, &book_digest).in_file(path)?;
        openings.push(opening);
    }
    Ok(openings)
}

/// Reads the sources of a supply, whose endpoints may hold keys.
pub fn sources(path: &Path) -> Result<Sources, CliError> {
    read(path)
}

/// Reads a signing key.
pub fn signing_key(path: &Path) -> Result<SigningKey, CliError> {
    warn_if_exposed(path);
    let pem = files::read_text(path, MAX_KEY)?;
    SigningKey::from_pem(&pem).in_file(path)
}

/// Reads an auditor's age identity file.
pub fn identities(path: &Path) -> Result<Identities, CliError> {
    warn_if_exposed(path);
    let text = files::read_text(path, MAX_KEY)?;
    Identities::parse(&text).in_file(path)
}
