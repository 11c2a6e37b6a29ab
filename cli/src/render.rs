//! What several commands show of a report, for people and for programs.

pub mod basis;
pub mod lines;
pub mod numbers;
pub mod supply;
pub mod unchecked;
pub mod verdict;
