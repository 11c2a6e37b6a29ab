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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use assay_circuits::Shape;
    use assay_prover::low_level::Prover;
    use assay_verifier::ProofError;

    #[test]
    fn what_is_read_back_verifies() {
        let shape = Shape::STANDARD[0];
        let case = Case::new(shape, 20, 3, 1, 1);
        let proof = case.prove(&Prover::new(shape).unwrap());
        let key = VerifyingKey::standard(shape).unwrap();
        let mut bytes = proof_file(case, proof).to_bytes().unwrap();
        assert_eq!(ProofFile::from_bytes(&bytes).unwrap().verify(&key), Ok(()));

        *bytes.last_mut().unwrap() ^= 1;
        let changed = ProofFile::from_bytes(&bytes).unwrap();
        assert_eq!(changed.verify(&key), Err(ProofError::Proof));
        assert!(ProofFile::from_bytes(&bytes[..100]).is_none());
    }
}
