//! From documents to integers: a book and a policy make a table, and with a supply a program.

mod compiled;
mod documents;
mod error;
mod rows;
mod rules;

pub use crate::rules::constraint::Unit;
pub use compiled::{Compiled, Inequality, QuantityCount};
pub use documents::{compile, compile_with_supply};
pub use error::CompileError;
