//! The speed of two revisions, side by side: the figures that users wait for.
//!
//! Whole processes of both revisions run in turns, so that what else the machine does touches both alike. The other
//! revision's programs are its own: only the names of criterion's benches and the command line have to be the same.

mod error;
mod lines;
mod measure;
mod process;
mod sample;

pub use error::SpeedError;
pub use lines::{Line, Source, LINES};
pub use measure::{measure, Programs};
pub use sample::{Figures, Sample};
