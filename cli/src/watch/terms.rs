//! What a look judges by: the policy of all periods and the registry, as they are on disk at that moment.

use std::path::Path;

use assay_statement::{parse_document, Document, Policy, Registry};

use crate::files;
use crate::watch::error::WatchError;

/// The policy and the registry of one look. Read anew for each: a service outlives many keys.
#[derive(Debug)]
pub struct Terms {
    /// The policy of every period, if there is one.
    pub policy: Option<Policy>,
    /// The registry that every report must verify against, if there is one.
    pub registry: Option<Registry>,
}

impl Terms {
    /// Reads the files that the configuration names.
    ///
    /// # Errors
    /// [`WatchError`] if a file is missing, or wrong.
    pub fn read(policy: Option<&Path>, registry: Option<&Path>) -> Result<Terms, WatchError> {
        Ok(Terms {
            policy: policy.map(document).transpose()?,
            registry: registry.map(read_registry).transpose()?,
        })
    }
}

/// Reads a document that is to be a regular file: a service that waits for a FIFO looks at nothing else.
///
/// # Errors
/// [`WatchError`] if the file is missing, or wrong.
pub fn document<D: Document>(path: &Path) -> Result<D, WatchError> {
    let bytes = files::read_regular(path, D::MAX_BYTES as u64)?;
    parse_document(&bytes).map_err(|error| WatchError::input(path, "malformed", error))
}

fn read_registry(path: &Path) -> Result<Registry, WatchError> {
    let registry: Registry = document(path)?;
    registry
        .validate()
        .map_err(|error| WatchError::input(path, "registry-invalid", error))?;
    Ok(registry)
}
