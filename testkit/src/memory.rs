//! The memory of this process, searched for secrets in every form in which they might lie there.

mod secrets;
mod snapshot;

pub use secrets::{montgomery, Secret, Secrets};
pub use snapshot::{alone, Snapshot};
