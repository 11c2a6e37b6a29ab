//! The context: one scalar that binds a proof to everything it is about.

use assay_statement::Digest;
use blake2b_simd::Params;
use ff::FromUniformBytes;
use group::GroupEncoding;
use pasta_curves::{EqAffine, Fp};

/// What a proof is bound to. It is absorbed first, before any challenge exists.
#[derive(Clone, Copy, Debug)]
pub struct ContextParts<'a> {
    /// Digest of the book.
    pub book: Digest,
    /// Digest of the policy.
    pub policy: Digest,
    /// Digest of the supply.
    pub supply: Digest,
    /// Digest of the program's bytes.
    pub program: Digest,
    /// Digests of the attestations, in the order of the book's custodians.
    pub attestations: &'a [Digest],
    /// The custodians' commitments, in the same order.
    pub commitments: &'a [EqAffine],
    /// Digest of the previous report.
    pub previous: Option<Digest>,
}

/// BLAKE2b-512, personalised `assay/v1/context`, of the parts in the order of [`ContextParts`], reduced mod p.
///
/// Lists are preceded by their length (64 bits, little endian); `previous` by one byte, 0 for none and 1 for some.
pub fn context(parts: &ContextParts<'_>) -> Fp {
    let mut state = Params::new()
        .hash_length(64)
        .personal(b"assay/v1/context")
        .to_state();
    for digest in [&parts.book, &parts.policy, &parts.supply, &parts.program] {
        state.update(&digest.0);
    }
    state.update(&(parts.attestations.len() as u64).to_le_bytes());
    for digest in parts.attestations {
        state.update(&digest.0);
    }
    state.update(&(parts.commitments.len() as u64).to_le_bytes());
    for point in parts.commitments {
        state.update(&point.to_bytes());
    }
    match &parts.previous {
        None => state.update(&[0]),
        Some(digest) => state.update(&[1]).update(&digest.0),
    };
    Fp::from_uniform_bytes(state.finalize().as_array())
}
