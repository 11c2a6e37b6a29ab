//! What another process needs to verify a proof: the proof and its statement, and the key if none is embedded.

use std::error::Error;

use assay_prover::low_level::Proof;
use assay_verifier::VerifyingKey;

use assay_bench_case::{key_to_bytes, ProofFile};
use assay_testkit::proofs::Case;

/// A case and a proof of it.
pub fn proof_file(case: Case, proof: Proof) -> ProofFile {
    ProofFile {
        program: case.program,
        commitments: case.commitments,
        refreshed: proof.refreshed,
        columns: proof.columns,
        context: case.context,
        proof: proof.bytes,
    }
}

/// What `guest` verifies: the length of the key, the key, the proof file.
///
/// # Errors
/// If key or program have no bytes.
pub fn guest_case(key: &VerifyingKey, file: &ProofFile) -> Result<Vec<u8>, Box<dyn Error>> {
    let key = key_to_bytes(key)?;
    let length = u32::try_from(key.len())?.to_le_bytes();
    Ok([&length[..], &key, &file.to_bytes()?].concat())
}
