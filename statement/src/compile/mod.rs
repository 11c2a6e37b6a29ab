//! From documents to integers: a book and a policy make a table, and with a supply a program.

mod compiled;
mod error;
mod functions;
mod rows;
mod rules;

pub use crate::rules::constraint::Unit;
pub use compiled::{Compiled, Inequality, QuantityCount};
pub use error::CompileError;
pub use functions::{compile, compile_with_supply};
