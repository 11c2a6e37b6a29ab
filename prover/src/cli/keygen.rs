//! `assay keygen`

use std::path::PathBuf;

use assay_statement::{HexBytes, RegistryKey, Scheme, Timestamp};
use clap::ValueEnum;

use super::{load, note, Outcome};
use crate::error::CliError;
use crate::files::{self, Access, Outputs};
use crate::signing::SigningKey;

/// Make a custodian's signing key, and print its entry for verifiers' registries.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay keygen --scheme ed25519 --out northbank.pem
  assay keygen --scheme p256 --out key.pem --not-before 2026-11-01T00:00:00Z --not-after 2027-11-01T00:00:00Z

The key file is PKCS#8 PEM, readable by its owner alone. The entry goes to standard output.")]
pub struct Args {
    /// Signature scheme.
    #[arg(long)]
    scheme: SchemeName,
    /// Where to write the private key.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// First moment the key is valid.
    #[arg(long, value_name = "TIME", default_value = "2000-01-01T00:00:00Z")]
    not_before: Timestamp,
    /// Last moment the key is valid.
    #[arg(long, value_name = "TIME", default_value = "9999-12-31T23:59:59Z")]
    not_after: Timestamp,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SchemeName {
    Ed25519,
    Secp256k1,
    P256,
}

impl From<SchemeName> for Scheme {
    fn from(name: SchemeName) -> Scheme {
        match name {
            SchemeName::Ed25519 => Scheme::Ed25519,
            SchemeName::Secp256k1 => Scheme::Secp256k1,
            SchemeName::P256 => Scheme::P256,
        }
    }
}

impl Args {
    pub fn run(self, force: bool) -> Result<Outcome, CliError> {
        if self.not_after < self.not_before {
            return Err(CliError::Usage("--not-after: expected a time after --not-before".into()));
        }
        let mut outputs = Outputs::new(force);
        outputs.check(&self.out)?;
        let wrap = |path, source| CliError::Key { path, source };
        let key = SigningKey::generate(self.scheme.into()).map_err(CliError::at(&self.out, wrap))?;
        let pem = key.to_pem().map_err(CliError::at(&self.out, wrap))?;
        outputs.write(&self.out, pem.as_bytes(), Access::Secret)?;
        note(&format!("wrote {} (private, keep it); the entry for registries:", self.out.display()));
        let entry = RegistryKey {
            scheme: key.scheme(),
            public_key: HexBytes(key.public_key()),
            not_before: self.not_before,
            not_after: self.not_after,
        };
        files::print(&load::json(&entry)?)?;
        Ok(Outcome::Done)
    }
}
