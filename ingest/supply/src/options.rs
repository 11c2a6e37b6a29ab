//! How a supply is read.

use assay_statement::Timestamp;

use crate::retry::RetryPolicy;

/// How to read a supply.
#[derive(Clone, Copy, Debug)]
pub struct ReadOptions {
    /// The time of the supply; the book's.
    pub as_of: Timestamp,
    /// Most seconds between `as_of` and the time of a block, before or after: an endpoint that stands still is not believed.
    pub within: u64,
    /// How long to wait, and how often to try.
    pub retry: RetryPolicy,
}
