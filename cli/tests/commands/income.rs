//! A book with income through the commands: what was held throughout, and what it earned against what was distributed.

mod committed;
mod fund;
mod proved;
