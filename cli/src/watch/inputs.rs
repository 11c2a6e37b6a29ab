//! The inbox: which periods there are, and whether the files of one are all there.

use std::fs;
use std::path::{Path, PathBuf};

use assay_statement::{
    digest, parse_document, Attestation, Book, Document, Opening, Policy, Supply, Timestamp,
};

use super::error::Refusal;
use super::period::Period;
use crate::files::{self, FileError};
use crate::log::{is_hidden, printable};

/// A file of this name in a period's directory: its report is not to be made.
const SKIP: &str = "skip";

/// The directories of an inbox.
pub struct Inbox {
    /// The periods in order of time.
    pub periods: Vec<(Period, PathBuf)>,
    /// Names of directories that are none.
    pub strangers: Vec<String>,
}

/// Looks into an inbox. What begins with a dot is left alone, and so are files.
pub fn periods(inbox: &Path) -> Result<Inbox, FileError> {
    let (mut periods, mut strangers) = (Vec::new(), Vec::new());
    for path in entries(inbox)? {
        if !path.is_dir() {
            continue;
        }
        match path
            .file_name()
            .and_then(|name| name.to_str()?.parse().ok())
        {
            Some(period) => periods.push((period, path)),
            None => strangers.push(printable(&path)),
        }
    }
    periods.sort();
    Ok(Inbox { periods, strangers })
}

/// Paths in a directory in order, but for those that begin with a dot.
fn entries(dir: &Path) -> Result<Vec<PathBuf>, FileError> {
    let error = |source| FileError::Read {
        path: dir.to_path_buf(),
        source,
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir).map_err(error)? {
        let path = entry.map_err(error)?.path();
        if !is_hidden(&path) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Whether a period is marked to be skipped.
pub fn is_skipped(dir: &Path) -> bool {
    fs::symlink_metadata(dir.join(SKIP)).is_ok()
}

/// The documents of a period. PRIVATE, because of the openings.
pub struct Inputs {
    pub book: Book,
    pub policy: Policy,
    pub supply: Supply,
    pub openings: Vec<Opening>,
    /// In the book's order, strangers last.
    pub attestations: Vec<Attestation>,
    /// Names of openings that others may read too.
    pub exposed: Vec<String>,
}

/// What was found of a period.
pub enum Found {
    /// All of it.
    Complete(Box<Inputs>),
    /// Not yet all; what is missing, for people.
    Missing(Vec<String>),
}

/// Reads the files of a period: `book.json`, `supply.json`, `policy.json` unless there is a policy for all periods, and
/// `*.opening.json`, `*.attestation.json` of each custodian of the book.
pub fn gather(dir: &Path, policy: Option<&Policy>) -> Result<Found, Refusal> {
    let mut missing = Vec::new();
    let book: Option<Book> = named(dir, "book.json", &mut missing)?;
    let supply: Option<Supply> = named(dir, "supply.json", &mut missing)?;
    let policy = match policy {
        Some(policy) => Some(policy.clone()),
        None => named(dir, "policy.json", &mut missing)?,
    };
    let (Some(book), Some(supply), Some(policy)) = (book, supply, policy) else {
        return Ok(Found::Missing(missing));
    };
    book.validate().map_err(Refusal::book)?;
    let book_digest = digest(&book).map_err(|error| Refusal::report(error.into()))?;

    let (mut openings, mut attestations): (Vec<Opening>, Vec<Attestation>) = Default::default();
    let mut exposed = Vec::new();
    for path in entries(dir).map_err(|error| Refusal::file(&error))? {
        let name = printable(&path);
        if name.ends_with(".opening.json") {
            let opening: Opening = read(&path, &name)?;
            opening
                .check(&book, &book_digest)
                .map_err(|error| Refusal::opening(&name, &error))?;
            openings.push(opening);
            if files::exposed(&path).is_some() {
                exposed.push(name);
            }
        } else if name.ends_with(".attestation.json") {
            attestations.push(read(&path, &name)?);
        }
    }
    for custodian in &book.custodians {
        if !openings.iter().any(|o| o.custodian == *custodian) {
            missing.push(format!("opening of {custodian}"));
        }
        if !attestations.iter().any(|a| a.custodian == *custodian) {
            missing.push(format!("attestation of {custodian}"));
        }
    }
    if !missing.is_empty() {
        return Ok(Found::Missing(missing));
    }
    attestations.sort_by_key(|a| book.custodian_index(&a.custodian).unwrap_or(usize::MAX));
    Ok(Found::Complete(Box::new(Inputs {
        book,
        policy,
        supply,
        openings,
        attestations,
        exposed,
    })))
}

fn named<D: Document>(
    dir: &Path,
    name: &str,
    missing: &mut Vec<String>,
) -> Result<Option<D>, Refusal> {
    let path = dir.join(name);
    match fs::symlink_metadata(&path) {
        Ok(_) => read(&path, name).map(Some),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            missing.push(name.into());
            Ok(None)
        }
        Err(source) => Err(Refusal::file(&FileError::Read { path, source })),
    }
}

fn read<D: Document>(path: &Path, name: &str) -> Result<D, Refusal> {
    let bytes = files::read(path, D::MAX_BYTES as u64).map_err(|error| Refusal::file(&error))?;
    parse_document(&bytes).map_err(|error| Refusal::document::<D>(name, &error))
}

impl Inputs {
    /// What the book must be, besides valid: of this fund and this period, and neither old nor of a time to come.
    pub fn check_book(
        &self,
        subject: &assay_statement::Subject,
        period: &Period,
        last: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let Book {
            subject: found,
            as_of,
            ..
        } = &self.book;
        if found != subject {
            let message = format!("book.json: expected subject {subject}, found {found}");
            return Err(Refusal::new("wrong-subject", message));
        }
        if !period.covers(*as_of) {
            let message = format!("book.json: expected a time in period {period}, found {as_of}");
            return Err(Refusal::new("wrong-period", message));
        }
        if *as_of > now {
            let message = format!("book.json: is as of {as_of}, now is {now}");
            return Err(Refusal::new("from-the-future", message));
        }
        match last.filter(|last| last >= as_of) {
            Some(last) => Err(late(last)),
            None => Ok(()),
        }
    }
}

/// A period that can have no report any more.
pub fn late(last: Timestamp) -> Refusal {
    let message = format!(
        "expected a later time than that of the last report, {last}; mark the period with a file named {SKIP}"
    );
    Refusal::new("not-newer", message)
}
