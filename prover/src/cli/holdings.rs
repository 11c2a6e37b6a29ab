//! Holdings, summed by whoever can read them: CSV here, Parquet by the engine, either on a cluster if one is named.

use std::path::Path;

use crate::error::CliError;
use crate::files;
use crate::holdings::{aggregate, Aggregate, Index};
use crate::wipe::Buffered;

/// Bytes read from a CSV file at a time.
const BUFFER: usize = 1 << 16;

/// Sums the holdings at `path`, on the cluster of `scheduler` if there is one.
pub fn sum(path: &Path, scheduler: Option<&str>, index: &Index) -> Result<Aggregate, CliError> {
    let parquet = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("parquet"));
    if scheduler.is_some() || parquet || path.is_dir() {
        return by_engine(path, scheduler, index);
    }
    let file = Buffered::new(BUFFER, files::open(path)?);
    aggregate(file, index).map_err(CliError::at(path, |path, source| CliError::Holdings {
        path,
        source,
    }))
}

#[cfg(feature = "ledgers")]
fn by_engine(path: &Path, scheduler: Option<&str>, index: &Index) -> Result<Aggregate, CliError> {
    use crate::ledger;
    ledger::block_on(async {
        let context = match scheduler {
            #[cfg(feature = "distributed")]
            Some(url) => ledger::cluster(url).await?,
            _ => ledger::embedded()?,
        };
        ledger::aggregate(&context, &ledger::Ledger::open(path)?, index).await
    })
    .map_err(CliError::at(path, |path, source| CliError::Ledger {
        path,
        source,
    }))
}

#[cfg(not(feature = "ledgers"))]
fn by_engine(path: &Path, _: Option<&str>, _: &Index) -> Result<Aggregate, CliError> {
    Err(CliError::Usage(format!(
        "{}: expected a CSV file, found a directory or Parquet, which this assay was built without; install it with: cargo install assay-prover --features ledgers",
        path.display()
    )))
}
