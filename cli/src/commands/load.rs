//! Inputs of commands: read, parsed and checked, each error with its file.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use assay_statement::{parse_document, Book, Document, Opening, Registry, Timestamp};
use serde::Serialize;

use crate::error::CliError;
use crate::files;
use crate::terminal::note;
use assay_prover::{Identities, SigningKey};
use assay_supply::Sources;

/// Reads a document of one kind.
pub fn document<D: Document>(path: &Path) -> Result<D, CliError> {
    let bytes = files::read(path, D::MAX_BYTES as u64)?;
    parse_document(&bytes).map_err(CliError::at(path, |path, source| CliError::Document {
        path,
        source,
    }))
}

/// Reads a document if a file is named.
pub fn optional<D: Document>(path: Option<&Path>) -> Result<Option<D>, CliError> {
    path.map(document).transpose()
}

/// Reads a book that makes sense.
pub fn book(path: &Path) -> Result<Book, CliError> {
    let book: Book = document(path)?;
    book.validate()
        .map_err(CliError::at(path, |path, source| CliError::Book {
            path,
            source,
        }))?;
    Ok(book)
}

/// Reads a registry that makes sense.
pub fn registry(path: &Path) -> Result<Registry, CliError> {
    let registry: Registry = document(path)?;
    registry
        .validate()
        .map_err(CliError::at(path, |path, source| CliError::Registry {
            path,
            source,
        }))?;
    Ok(registry)
}

/// Reads an opening; warns if others can read it too.
pub fn opening(path: &Path) -> Result<Opening, CliError> {
    warn_if_exposed(path);
    document(path)
}

/// Reads sources; warns if others can read them too.
pub fn sources(path: &Path) -> Result<Sources, CliError> {
    warn_if_exposed(path);
    document(path)
}

/// Reads a signing key; warns if others can read it too.
pub fn key(path: &Path) -> Result<SigningKey, CliError> {
    warn_if_exposed(path);
    let pem = files::read_text(path, files::MAX_KEY)?;
    SigningKey::from_pem(&pem).map_err(CliError::at(path, |path, source| CliError::Key {
        path,
        source,
    }))
}

/// Reads an auditor's identity file; warns if others can read it too.
pub fn identities(path: &Path) -> Result<Identities, CliError> {
    warn_if_exposed(path);
    let text = files::read_text(path, files::MAX_KEY)?;
    Identities::parse(&text).map_err(CliError::at(path, |path, source| CliError::Identity {
        path,
        source,
    }))
}

/// Warns if others can read a private file.
pub fn warn_if_exposed(path: &Path) {
    if let Some(mode) = files::exposed(path) {
        let path = path.display();
        note(&format!("warning: {path}: others may read this private file (mode {mode:o}); run chmod 600 {path}"));
    }
}

/// The file of a public document.
pub fn json<T: Serialize>(document: &T) -> Result<String, CliError> {
    let mut text = assay_statement::pretty(document)?;
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

/// This computer's clock.
pub fn clock() -> Result<Timestamp, CliError> {
    let wrong = || CliError::Usage("this computer's clock is wrong; pass --now TIME".into());
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_err(|_| wrong())?;
    let seconds = i64::try_from(since.as_secs()).map_err(|_| wrong())?;
    Timestamp::from_unix(seconds).map_err(|_| wrong())
}
