//! Every report vector as the three texts that an embedder is given, and texts that are none.

mod case;
mod inputs;
mod vectors;

pub use case::Case;
pub use inputs::inputs;
pub use vectors::{cases, suite_cases, suite_cases_without_the_suite};
