//! Why there are no tables.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why there are no tables.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TableError {
    /// A figure that was not measured.
    #[error("no figure {figure}: measure it with {bench}")]
    Missing {
        /// The figure.
        figure: String,
        /// The command that measures it.
        bench: &'static str,
    },
    /// A file of figures that is not what it should be.
    #[error("{}: expected {expected}", .path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What should be in it.
        expected: &'static str,
    },
    /// A line of the limb widths.
    #[error("{}, line {line}: expected {expected}", .path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What should be in it.
        expected: &'static str,
    },
    /// A mark of the README for which there is no text, or text for which there is no mark.
    #[error("the README and its tables do not agree on {{{{{mark}}}}}")]
    Mark {
        /// The mark.
        mark: String,
    },
    /// What the machine is cannot be told.
    #[error("cannot tell the {what} of this machine")]
    Machine {
        /// `processor` or `compiler`.
        what: &'static str,
    },
    /// A plot that cannot be drawn.
    #[error("plot {plot}: {reason}")]
    Plot {
        /// Its name.
        plot: &'static str,
        /// What the plotting library says.
        reason: String,
    },
    /// A file that cannot be read or written.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl TableError {
    /// [`TableError::Io`] of this file.
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> TableError + '_ {
        |source| TableError::Io {
            path: path.to_path_buf(),
            source,
        }
    }
}
