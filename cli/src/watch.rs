//! Periodic proofs: a directory of inputs for each period goes in, a chain of reports comes out.
//!
//! All that is known is what is on disk: the periods of the inbox, and the reports that are there. A run that is killed at any
//! moment is picked up by the next one. It proves in order of time, each period once, and never one that is older than the
//! last report: a period that is incomplete or refused holds up those after it until it is put right, or marked to be
//! skipped. `docs/operations.md` describes it for those who run it.

pub mod chain;
pub mod config;
pub mod error;
pub mod event_log;
pub mod events;
pub mod inbox;
pub mod inputs;
pub mod last;
pub mod lock;
pub mod metrics;
pub mod open;
pub mod pass;
pub mod period;
pub mod proving;
pub mod refusal;
pub mod schedule;
pub mod standing;
pub mod terms;
