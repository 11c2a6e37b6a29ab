//! The file that is at fault, of several that were read together.

use std::path::{Path, PathBuf};

use assay_prover::ProveError;
use assay_statement::{Attestation, CompileError, Id, Opening};

use crate::error::{file_error, CliError};

/// The files of which a program is made.
#[derive(Clone, Copy)]
pub struct CompiledFiles<'a> {
    /// The book, or what it is made from.
    pub book: &'a Path,
    pub policy: &'a Path,
    /// The book again where there is no supply: then no error is about it.
    pub supply: &'a Path,
}

impl CompiledFiles<'_> {
    /// The error, with the file that is at fault.
    pub fn blame(&self, error: CompileError) -> CliError {
        match error {
            CompileError::Book(error) => file_error(self.book, error),
            CompileError::Policy(error) => file_error(self.policy, error),
            CompileError::Supply(error) => file_error(self.supply, error),
            CompileError::ValueTooLarge { .. } => file_error(self.book, error),
            CompileError::OtherSubject { .. }
            | CompileError::OtherTime { .. }
            | CompileError::OtherCurrency { .. } => file_error(self.supply, error),
            // A rule that asks for what the book does not have, or for too much.
            _ => file_error(self.policy, error),
        }
    }
}

/// The files of custodians, and what was read from them in the same order.
#[derive(Clone, Copy)]
pub struct CustodianFiles<'a> {
    pub opening: &'a [PathBuf],
    pub openings: &'a [Opening],
    pub attestation: &'a [PathBuf],
    pub attestations: &'a [Attestation],
}

impl<'a> CustodianFiles<'a> {
    /// The file of a custodian's opening; of two, the second.
    fn opening_of(&self, custodian: &Id) -> Option<&'a PathBuf> {
        let mut openings = self.openings.iter();
        self.opening
            .get(openings.rposition(|opening| opening.custodian == *custodian)?)
    }

    /// The file of a custodian's attestation; of two, the second.
    fn attestation_of(&self, custodian: &Id) -> Option<&'a PathBuf> {
        let mut attestations = self.attestations.iter();
        self.attestation
            .get(attestations.rposition(|attestation| attestation.custodian == *custodian)?)
    }

    /// The error, with the file that is at fault, if one is.
    pub fn blame(&self, error: ProveError, compiled: CompiledFiles<'_>) -> CliError {
        let path = match &error {
            ProveError::Opening { custodian, .. }
            | ProveError::Blinder { custodian }
            | ProveError::OpeningMismatch { custodian } => self.opening_of(custodian),
            ProveError::OtherBook { custodian, .. } => self.attestation_of(custodian),
            ProveError::Twice { custodian, what }
            | ProveError::UnknownCustodian { custodian, what } => match *what {
                "opening" => self.opening_of(custodian),
                _ => self.attestation_of(custodian),
            },
            _ => None,
        };
        match (path, error) {
            (Some(path), error) => file_error(path, error),
            (None, ProveError::Compile(error)) => compiled.blame(error),
            (None, error) => error.into(),
        }
    }
}
