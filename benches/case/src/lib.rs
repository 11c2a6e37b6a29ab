//! Files of a key and of a proof: what a process needs to verify that never proved.

mod key_file;
mod proof_file;

pub use key_file::{key_from_bytes, key_to_bytes, points, points_to_bytes};
pub use proof_file::ProofFile;
