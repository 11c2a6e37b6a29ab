//! Operations `canonical`, `document` and `parse`: documents as such.

mod bands;
pub mod canonical;
mod dates;
pub mod document;
mod evidence;
mod income;
mod known_supply;
mod lists;
mod owed;
pub mod parse;
mod refused;
mod samples;
