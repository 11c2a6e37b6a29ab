//! What the command line tells when it cannot do what it was asked.

use std::path::{Path, PathBuf};

use assay_statement::{
    BookError, CanonicalError, OpeningError, ParseError, RegistryError, SupplyError,
};
use thiserror::Error;

use crate::files::FileError;
use crate::watch::WatchError;
use assay_book::{BuildError, PriceError, TermsError};
use assay_holdings::{HoldingsError, InputError, MappingError};
use assay_prover::{
    BandPlanError, CustodianError, DisclosureError, IdentityError, ProveError, RecipientsError,
    SealError, SigningError, UnsealError,
};
use assay_supply::{EvidenceError, ReadError, SourcesError};

/// Exit code of a report that verifies.
pub const EXIT_VALID: u8 = 0;

/// Exit code of a report that does not verify.
pub const EXIT_INVALID: u8 = 1;

/// Exit code of wrong usage, wrong input, or a failing system.
pub const EXIT_USAGE: u8 = 2;

/// Why a command failed. The message begins with the file it is about.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CliError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A document is not what it should be.
    #[error("{}: {source}", path.display())]
    Document {
        /// The document.
        path: PathBuf,
        /// What is wrong with it.
        source: ParseError,
    },
    /// The price file is not what it should be.
    #[error("{}: {source}", path.display())]
    Prices {
        /// The price file.
        path: PathBuf,
        /// What is wrong with it.
        source: PriceError,
    },
    /// The terms file makes no sense.
    #[error("{}: {source}", path.display())]
    Terms {
        /// The terms file.
        path: PathBuf,
        /// What is wrong with it.
        source: TermsError,
    },
    /// The custodians file, or the terms file, makes no book.
    #[error("{}: {source}", path.display())]
    Build {
        /// The file whose fault it is.
        path: PathBuf,
        /// What is wrong with it.
        source: BuildError,
    },
    /// The book makes no sense.
    #[error("{}: {source}", path.display())]
    Book {
        /// The book.
        path: PathBuf,
        /// What is wrong with it.
        source: BookError,
    },
    /// The supply makes no sense.
    #[error("{}: {source}", path.display())]
    Supply {
        /// The supply.
        path: PathBuf,
        /// What is wrong with it.
        source: SupplyError,
    },
    /// The sources of a supply make no sense.
    #[error("{}: {source}", path.display())]
    Sources {
        /// The sources file, or the supply to be written if there is none.
        path: PathBuf,
        /// What is wrong with them.
        source: SourcesError,
    },
    /// The supply cannot be read from the chains.
    #[error("supply: {0}")]
    Read(Box<ReadError>),
    /// The evidence in a supply does not prove it.
    #[error("{}: entry {entry}: evidence: {source}", path.display())]
    Evidence {
        /// The supply.
        path: PathBuf,
        /// The entry, counted from 0.
        entry: usize,
        /// What is wrong with it.
        source: Box<EvidenceError>,
    },
    /// The registry makes no sense.
    #[error("{}: {source}", path.display())]
    Registry {
        /// The registry.
        path: PathBuf,
        /// What is wrong with it.
        source: RegistryError,
    },
    /// The holdings cannot be summed.
    #[error("{}: {source}", path.display())]
    Holdings {
        /// The holdings file.
        path: PathBuf,
        /// What is wrong with it.
        source: HoldingsError,
    },
    /// A file of holdings is refused.
    #[error("{}: {source}", path.display())]
    Input {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: InputError,
    },
    /// The mapping makes no sense.
    #[error("{}: {source}", path.display())]
    Mapping {
        /// The mapping.
        path: PathBuf,
        /// What is wrong with it.
        source: MappingError,
    },
    /// The ledger cannot be summed.
    #[cfg(feature = "ledgers")]
    #[error("{}: {source}", path.display())]
    Ledger {
        /// The ledger.
        path: PathBuf,
        /// What is wrong with it.
        source: assay_holdings::ledger::LedgerError,
    },
    /// The opening is not one of the book.
    #[error("{}: {source}", path.display())]
    Opening {
        /// The opening.
        path: PathBuf,
        /// What is wrong with it.
        source: OpeningError,
    },
    /// A key cannot be made, read or used.
    #[error("{}: {source}", path.display())]
    Key {
        /// The key file.
        path: PathBuf,
        /// What is wrong with it.
        source: SigningError,
    },
    /// A commitment or attestation cannot be made.
    #[error("{}: {source}", path.display())]
    Custody {
        /// The input it is about.
        path: PathBuf,
        /// What is wrong with it.
        source: CustodianError,
    },
    /// An auditor's copy cannot be made for those who are named.
    #[error("--auditor: {0}")]
    Auditor(#[from] RecipientsError),
    /// An auditor's copy cannot be made.
    #[error("--auditor-copy: {0}")]
    Seal(#[from] SealError),
    /// An auditor's identity file is not what it should be.
    #[error("{}: {source}", path.display())]
    Identity {
        /// The identity file.
        path: PathBuf,
        /// What is wrong with it.
        source: IdentityError,
    },
    /// An auditor's copy is not for this auditor.
    #[error("{}: {source}", path.display())]
    Unseal {
        /// The copy.
        path: PathBuf,
        /// Why it cannot be read.
        source: UnsealError,
    },
    /// The sample data cannot be made or shown.
    #[error("sample data: {0}")]
    Sample(String),
    /// There is no plan of bands.
    #[error("{}: {source}", path.display())]
    Plan {
        /// The input it is about.
        path: PathBuf,
        /// What is wrong with it.
        source: BandPlanError,
    },
    /// A report that verifies discloses nothing.
    #[error(transparent)]
    Disclosure(#[from] DisclosureError),
    /// There is no report.
    #[error(transparent)]
    Prove(#[from] ProveError),
    /// A run of periodic proofs cannot go on.
    #[error(transparent)]
    Watch(#[from] WatchError),
    /// A document cannot be written as JSON.
    #[error("cannot write JSON: {0}")]
    Json(#[from] CanonicalError),
    /// The command line asks for something that is not there.
    #[error("{0}")]
    Usage(String),
}

impl CliError {
    /// The exit code of the command.
    pub fn exit_code(&self) -> u8 {
        match self {
            CliError::Watch(error) => error.exit_code(),
            _ => EXIT_USAGE,
        }
    }

    /// Puts a path to a role's error: `.map_err(CliError::at(path, |path, source| CliError::Book { path, source }))`.
    pub fn at<E>(
        path: &Path,
        wrap: impl FnOnce(PathBuf, E) -> CliError,
    ) -> impl FnOnce(E) -> CliError {
        let path = path.to_path_buf();
        move |source| wrap(path, source)
    }
}
