//! halo2's prover for this one relation: the same transcript, message for message, as
//! `halo2_proofs::plonk::create_proof`, in a fraction of the time.
//!
//! What it does differently: small sums of points take one thread each and columns share the threads; small coefficients stay small; the identities are evaluated point by point with the verifier's own code, not as an expression tree;
//! generators are collapsed with the curve's endomorphism. The relation has no lookups and no permutation, so their
//! challenges are drawn and not used. Tests compare its proofs with halo2's verifier.
//!
//! Not constant time: sums of points depend on the quantities. See `docs/circuit.md`. Secret columns are overwritten when
//! dropped.

mod columns;
mod create_proof;
mod domain;
mod inner_product;
mod opening;
mod polynomials;
mod proving_key;
mod quotient;
mod secret_scalars;

pub(crate) use proving_key::ProvingKey;
