//! Reports, and operation `report`.

pub mod all_rules;
pub mod bands;
pub mod base;
pub mod bls12_381;
pub mod cases;
pub mod checks;
pub mod forged;
pub mod income;
pub mod owed;
pub mod vectors;
pub mod verdict;
