//! `assay keygen`

use std::path::PathBuf;

use assay_prover::{signing_schemes, SigningKey};
use assay_statement::{HexBytes, RegistryKey, Scheme, Timestamp};
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::clock;
use crate::documents;
use crate::error::{About, CliError};
use crate::files::{Access, Outputs};
use crate::outcome::Outcome;
use crate::terminal::{note, print};

/// Make a custodian's signing key, and print its entry for verifiers' registries.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay keygen --scheme ed25519 --out northbank.pem
  assay keygen --scheme p256 --out key.pem --not-before 2026-11-01T00:00:00Z --not-after 2027-11-01T00:00:00Z

The key file is PKCS#8 PEM, readable by its owner alone. The entry goes to standard output.")]
pub struct Args {
    /// Signature scheme.
    #[arg(long, value_parser = scheme())]
    scheme: Scheme,
    /// Where to write the private key.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// First moment the key is valid [default: the start of today].
    #[arg(long, value_name = "TIME")]
    not_before: Option<Timestamp>,
    /// Last moment the key is valid [default: 366 days after the first].
    #[arg(long, value_name = "TIME")]
    not_after: Option<Timestamp>,
}

/// Seconds in a day.
const DAY: i64 = 86_400;

/// The schemes by name.
fn scheme() -> impl TypedValueParser<Value = Scheme> {
    let names = signing_schemes().map(Scheme::as_str);
    PossibleValuesParser::new(names).try_map(|name| {
        let mut listed = signing_schemes();
        listed
            .find(|scheme| scheme.as_str() == name)
            .ok_or("expected the name of a scheme")
    })
}

impl Args {
    pub fn run(self, force: bool) -> Result<Outcome, CliError> {
        let (not_before, not_after) = self.validity()?;
        let mut outputs = Outputs::new(force);
        outputs.check(&self.out)?;
        let key = SigningKey::generate(self.scheme).in_file(&self.out)?;
        let pem = key.to_pem().in_file(&self.out)?;
        outputs.write(&self.out, pem.as_bytes(), Access::Secret)?;
        note(&format!(
            "wrote {} (private, keep it); the entry for registries:",
            self.out.display()
        ));
        let entry = RegistryKey {
            scheme: key.scheme(),
            public_key: HexBytes(key.public_key()),
            not_before,
            not_after,
        };
        print(&documents::to_json(&entry)?)?;
        Ok(Outcome::Done)
    }

    fn validity(&self) -> Result<(Timestamp, Timestamp), CliError> {
        let range =
            |_| CliError::Usage("--not-after: expected a time before the year 10000".into());
        let first = match self.not_before {
            Some(first) => first,
            None => {
                let now = clock::given_or_now(None)?.unix();
                Timestamp::from_unix(now - now.rem_euclid(DAY)).map_err(range)?
            }
        };
        let last = match self.not_after {
            Some(last) => last,
            None => Timestamp::from_unix(first.unix() + 366 * DAY).map_err(range)?,
        };
        if last < first {
            return Err(CliError::Usage(format!(
                "--not-after: expected a time after {first}, found {last}"
            )));
        }
        Ok((first, last))
    }
}
