//! The table: what a book and a policy make before the supply is known, as integers and decimals, and its canonical
//! bytes.
//!
//! A rule of a table is a rule of a program, but for its bound: that is [`Coefficient`] times nothing, times the
//! tokens, or times the amount to cover; or one times the tokens and another times what is owed besides them.
//! [`Table::bind`] makes the program.

mod bytes;
pub(crate) mod coefficient;
mod definition;
mod error;

pub use bytes::MAGIC;
pub use coefficient::{BoundFactor, Coefficient};
pub use definition::{Table, TableRule};
pub use error::TableError;
