//! `report/bls12-381/`: reports of the suite `bls12-381`, and what is refused of them.

mod attestations;
mod base;
mod cases;
mod curve;
mod documents;
mod intermediate;
mod proof;

pub use base::reports_are_those_of_the_code;
pub use cases::cases;
pub use intermediate::the_intermediate_values_are_those_of_the_code;
