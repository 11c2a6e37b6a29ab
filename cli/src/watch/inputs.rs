//! The files of a period: whether they are all there, and of the right fund and time.

use std::fs;
use std::path::Path;

use assay_statement::{
    digest, parse_document, Attestation, Book, Document, Opening, Policy, Subject, Supply,
    Timestamp,
};
use assay_supply::{confirm_evidence, BLOCK_WITHIN};
use assay_verifier::Predecessor;

use crate::files::{self, printable, FileError};
use crate::supply_evidence;
use crate::watch::inbox::entries;
use crate::watch::period::Period;
use crate::watch::refusal::{late, Refusal};

/// Name of the file of a period's book.
pub const BOOK: &str = "book.json";

/// The documents of a period. PRIVATE, because of the openings.
pub struct Inputs {
    pub book: Book,
    pub policy: Policy,
    pub supply: Supply,
    pub openings: Vec<Opening>,
    /// In the book's order; those of custodians that the book does not name last.
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
    let book: Option<Book> = named(dir, BOOK, &mut missing)?;
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

/// Reads a file of a period. What is no regular file is refused at once: whoever fills the inbox must not hold up all periods.
pub fn read<D: Document>(path: &Path, name: &str) -> Result<D, Refusal> {
    let bytes =
        files::read_regular(path, D::MAX_BYTES as u64).map_err(|error| Refusal::file(&error))?;
    parse_document(&bytes).map_err(|error| Refusal::document::<D>(name, &error))
}

impl Inputs {
    /// What evidence of the supply must be, if there is any: right, and about blocks of the supply's time.
    pub fn check_evidence(&self) -> Result<(), Refusal> {
        let confirmed = confirm_evidence(&self.supply, &[], BLOCK_WITHIN);
        confirmed.map(drop).map_err(|refusal| {
            let message = format!("supply.json: {}", supply_evidence::message(&refusal));
            Refusal::new(refusal.1.code(), message)
        })
    }

    /// What the book must be, besides valid: of this fund and this period, and neither old nor of a time to come.
    pub fn check_book(
        &self,
        subject: &Subject,
        period: &Period,
        previous: Option<&Predecessor>,
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
        match previous.map(|previous| previous.as_of) {
            Some(last) if last >= *as_of => Err(late(last)),
            _ => Ok(()),
        }
    }
}
