//! What bytes may cost: an honest report, and the worst that we can think of, all of one size.
//!
//! A verifier's work is to be bounded by the bytes that it is given, whatever they hold. What it costs is measured by the
//! program `probe`, a process for each report.

mod case;
mod documents;
mod honest;
mod measure;
mod text;

pub use case::Case;
pub use documents::worst;
pub use honest::Honest;
pub use measure::{probe, Cost, CostError};

/// Most that any report may cost of the processor time of an honest one of the same size.
pub const MOST_TIME: u64 = 3;

/// Most memory that any report may take, in its own size.
pub const MOST_MEMORY: u64 = 6;
