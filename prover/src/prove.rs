//! From documents and openings to a verified report.

mod error;
mod matching;
mod report;
mod shortfall;

pub use error::ProveError;
pub(crate) use matching::{in_order, quantities};
pub use report::{own_registry, prove, ProveInputs};
pub use shortfall::Shortfall;
