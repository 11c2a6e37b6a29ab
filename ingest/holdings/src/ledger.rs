//! Account-level ledgers of any length, summed per book row by a query engine: DataFusion in this process, or Ballista
//! on a cluster.
//!
//! The result is that of [`crate::aggregate`](crate::aggregate()), for CSV and for Parquet, with the same refusals. The columns are
//! `account`, `instrument` and `quantity`; `docs/ledgers.md` has their types. The query uses nothing but what every
//! DataFusion has built in, so that it runs on executors that know nothing of this crate:
//!
//! - One pass. Lines are grouped by the names of the custodian's rows; all others share one group, so that memory
//!   depends on the book and never on the ledger.
//! - Exact. Quantities are summed as 256-bit decimals: 2^63 lines of 38 digits still fit, so no sum can wrap around, and
//!   what is above 2^64 units is seen and refused.
//! - Messages name an instrument, never an account or a quantity. Grouping forgets line numbers, so there are none.
//!
//! The engine's own buffers are not wiped; it writes nothing to disk.

mod columns;
mod fault;
mod ledger_error;
mod quantity;
mod query;
mod source;
mod totals;

use std::future::Future;
use std::sync::Arc;

use datafusion::dataframe::DataFrame;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};

pub use ledger_error::LedgerError;
pub use source::Ledger;

use crate::aggregate::Aggregate;
use crate::index::Index;
use ledger_error::engine;

/// Most memory that the engine gives to grouping, in bytes. It needs some kilobytes a row of the book.
const GROUPING: usize = 1 << 30;

/// An engine in this process: one worker a core, nothing spilled to disk.
///
/// # Errors
/// [`LedgerError::Engine`].
pub fn embedded() -> Result<SessionContext, LedgerError> {
    let disk = DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled);
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_limit(GROUPING, 1.0)
        .with_disk_manager_builder(disk)
        .build()
        .map_err(engine("starting"))?;
    // Every line is read anyway: statistics would be read for nothing.
    let config = SessionConfig::new().with_collect_statistics(false);
    Ok(SessionContext::new_with_config_rt(
        config,
        Arc::new(runtime),
    ))
}

/// An engine on a Ballista cluster: `url` is its scheduler's, `http://scheduler:50050`.
///
/// Scheduler and executors see the ledger, so they have to be the custodian's own, and they have to see its files under
/// the same paths as this process.
///
/// # Errors
/// [`LedgerError::Engine`] if `url` is none.
#[cfg(feature = "distributed")]
pub async fn cluster(url: &str) -> Result<SessionContext, LedgerError> {
    use ballista::prelude::SessionContextExt;
    SessionContext::remote(url)
        .await
        .map_err(engine("connecting"))
}

/// Sums a ledger per row.
///
/// # Errors
/// [`LedgerError`], for one of the things that are wrong.
pub async fn aggregate(
    context: &SessionContext,
    ledger: &Ledger,
    index: &Index,
) -> Result<Aggregate, LedgerError> {
    let frame = ledger.scan(context).await?;
    aggregate_frame(frame, index).await
}

/// Sums, per row, whatever the engine can read that has the columns of a ledger: a table of a catalogue, a view, a query.
///
/// # Errors
/// [`LedgerError`], for one of the things that are wrong.
pub async fn aggregate_frame(frame: DataFrame, index: &Index) -> Result<Aggregate, LedgerError> {
    let names = index.names();
    let query = query::totals(frame, &names)?;
    let batches = query
        .frame
        .collect()
        .await
        .map_err(engine("reading the ledger"))?;
    totals::fold(&batches, query.scale, index, &names)
}

/// [`aggregate`] in this process, on all its cores, for callers that are not asynchronous.
///
/// # Errors
/// [`LedgerError`], for one of the things that are wrong.
pub fn sum(ledger: &Ledger, index: &Index) -> Result<Aggregate, LedgerError> {
    let context = embedded()?;
    block_on(aggregate(&context, ledger, index))
}

/// [`aggregate`] on a [`cluster`], for callers that are not asynchronous.
///
/// # Errors
/// [`LedgerError`], for one of the things that are wrong.
#[cfg(feature = "distributed")]
pub fn sum_on_cluster(url: &str, ledger: &Ledger, index: &Index) -> Result<Aggregate, LedgerError> {
    block_on(async { aggregate(&cluster(url).await?, ledger, index).await })
}

// Here and not where it is called: what is asynchronous is compiled where it is waited for.
fn block_on<T>(future: impl Future<Output = Result<T, LedgerError>>) -> Result<T, LedgerError> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| engine("starting")(e.into()))?
        .block_on(future)
}
