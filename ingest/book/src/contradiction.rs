//! Two sources that say different things of one security.

use assay_statement::Id;
use thiserror::Error;

use crate::place::Place;

/// Two sources that say different things of one security.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{field} of {instrument}: expected {expected}, as {by} says, found {found} in {at}")]
pub struct Contradiction {
    /// Where the second of them is.
    pub at: Place,
    /// The instrument, as that place has it.
    pub instrument: Id,
    /// `kind`, `maturity`, `reset`, `demand` or `institution`.
    pub field: &'static str,
    /// What the first source says.
    pub expected: String,
    /// Where that is.
    pub by: Place,
    /// What the second says.
    pub found: String,
}
