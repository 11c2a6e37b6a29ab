//! All operations.

use serde_json::Value;

use crate::operation::{Found, Operation};
use crate::{attestation, commitment, compile, documents, program, proof, report, signature};

/// Every operation, and how many files are of it.
pub const OPERATIONS: [(Operation, usize); 14] = [
    (attestation::OPERATION, 1),
    (documents::canonical::OPERATION, 1),
    (commitment::OPERATION, 1),
    (compile::OPERATION, 4),
    (proof::contexts::OPERATION, 1),
    (documents::document::OPERATION, 1),
    (commitment::generators::OPERATION, 1),
    (attestation::messages::OPERATION, 1),
    (documents::parse::OPERATION, 1),
    (commitment::points::OPERATION, 1),
    (program::OPERATION, 1),
    (proof::given::OPERATION, 3),
    (report::verdict::OPERATION, 2),
    (signature::OPERATION, 3),
];

/// Runs a case of the operation with this name. `file` is the file that it is in, for what cases share.
pub fn run(name: &str, file: &Value, case: &Value) -> Found {
    let operation = OPERATIONS.iter().find(|(o, _)| o.name == name);
    let (operation, _) = operation.unwrap_or_else(|| panic!("unknown operation {name}"));
    (operation.run)(file, case)
}
