//! Periodic proofs: a directory of inputs for each period goes in, a chain of reports comes out.
//!
//! All that is known is what is on disk: the periods of the inbox, and the reports that are there. A run that is killed at any
//! moment is picked up by the next one. It proves in order of time, each period once, and never one that is older than the
//! last report: a period that is incomplete or refused holds up those after it until it is put right, or marked to be
//! skipped. `docs/operations.md` describes it for those who run it.

pub mod config;
pub mod error;
pub mod events;
mod inputs;
pub mod lock;
pub mod metrics;
mod open;
mod pass;
pub mod period;
pub mod schedule;

pub use config::{Config, ConfigError};
pub use error::WatchError;
pub use open::Watch;
pub use pass::Pass;
