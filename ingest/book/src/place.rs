//! Where the inputs of a book say something of a security.

use std::fmt;

/// A place in one of the files that a book is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line of the Treasury's price file.
    PriceFile {
        /// Line, from 1.
        line: u64,
    },
    /// A line of a price list.
    PriceList {
        /// Which list it is, from 0, in the order in which they are asked.
        list: usize,
        /// Line, from 1.
        line: u64,
    },
    /// An entry of `static_data` in the terms file.
    Terms {
        /// The entry, from 0.
        entry: usize,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::PriceFile { line } => write!(f, "line {line} of the price file"),
            Place::PriceList { list, line } => write!(f, "line {line} of price list {}", list + 1),
            Place::Terms { entry } => write!(f, "static_data[{entry}] of the terms file"),
        }
    }
}
