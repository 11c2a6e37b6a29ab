//! Documents that commands read, checked as far as one alone can be, and the JSON that they write.

use std::path::Path;

use assay_statement::{parse_document, Book, Document, Registry};
use serde::Serialize;

use crate::error::{About, CliError};
use crate::files;

/// Reads a document of one kind.
pub fn read<D: Document>(path: &Path) -> Result<D, CliError> {
    let bytes = files::read(path, D::MAX_BYTES as u64)?;
    parse_document(&bytes).in_file(path)
}

/// Reads a document if a file is named.
pub fn optional<D: Document>(path: Option<&Path>) -> Result<Option<D>, CliError> {
    path.map(read).transpose()
}

/// Reads a book that makes sense.
pub fn book(path: &Path) -> Result<Book, CliError> {
    let book: Book = read(path)?;
    book.validate().in_file(path)?;
    Ok(book)
}

/// Reads a registry that makes sense.
pub fn registry(path: &Path) -> Result<Registry, CliError> {
    let registry: Registry = read(path)?;
    registry.validate().in_file(path)?;
    Ok(registry)
}

/// The file of a public document.
pub fn to_json<T: Serialize>(document: &T) -> Result<String, CliError> {
    let mut text = assay_statement::pretty(document)?;
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}
