//! What holds for the layout of the project: no circle of files, no crate, no file and no function too large.
//!
//! A file imports another if a path in it, in a `use` or in code, leads there: `crate::`, `self::`, `super::`, or the name
//! of a child module. A re-export leads to the file that defines the name. Tests inside a file (`#[cfg(test)]`) are left
//! out, and so are `mod` declarations: they tell where a file is, not what it needs.

mod circles;
mod files;
mod functions;
mod imports;
mod paths;

pub use circles::circles;
pub use files::{crate_files, lines, SourceFile, WalkError};
pub use functions::{function_lengths, FunctionLength};
pub use imports::{imports, Imports};
