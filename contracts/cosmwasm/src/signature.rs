//! Signatures, as strict as the verifier in Rust: what one accepts the other accepts.
//!
//! ECDSA is the host's work. The host takes a high `s` and uncompressed keys, so both are refused here first; beyond that it accepts what
//! the verifier in Rust accepts. Ed25519 is not left to the host: it verifies after ZIP 215, which multiplies the equation by the
//! cofactor and so lets pass keys of small order, points that are not reduced, and signatures with a part of small order. Telling these
//! apart takes the arithmetic of the curve anyway, so the contract does all of it, with the code that the verifier in Rust uses.

use assay_statement::attestation::SIGNATURE_BYTES;
use assay_statement::{Digest, Scheme};
use assay_verifier::{check_form, RustSignatures, SignatureCheck, SignatureError};
use cosmwasm_std::{Api, VerificationError};

/// Checks signatures with the functions of the host where they are strict enough.
pub struct HostSignatures<'a> {
    /// The host.
    pub api: &'a dyn Api,
}

/// Half of the group order of secp256k1, rounded down: the largest `s` that counts as low.
const SECP256K1_HALF_ORDER: [u8; 32] = [
    0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0x5d, 0x57, 0x6e, 0x73, 0x57, 0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0,
];

/// The same of P-256.
const P256_HALF_ORDER: [u8; 32] = [
    0x7f, 0xff, 0xff, 0xff, 0x80, 0x00, 0x00, 0x00, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xde, 0x73, 0x7d, 0x56, 0xd3, 0x8b, 0xcf, 0x42, 0x79, 0xdc, 0xe5, 0x61, 0x7e, 0x31, 0x92, 0xa8,
];

/// A check of the host: hash of the message, signature, public key.
type HostCheck = fn(&dyn Api, &[u8], &[u8], &[u8]) -> Result<bool, VerificationError>;

/// A scheme whose equation the host checks.
struct HostScheme {
    scheme: Scheme,
    half_order: &'static [u8; 32],
    verify: HostCheck,
}

/// All of them. Every other scheme is checked by the code that the verifier in Rust uses, as far as it is built in.
const HOST: [HostScheme; 2] = [
    HostScheme {
        scheme: Scheme::Secp256k1,
        half_order: &SECP256K1_HALF_ORDER,
        verify: |api, hash, signature, key| api.secp256k1_verify(hash, signature, key),
    },
    HostScheme {
        scheme: Scheme::P256,
        half_order: &P256_HALF_ORDER,
        verify: |api, hash, signature, key| api.secp256r1_verify(hash, signature, key),
    },
];

impl SignatureCheck for HostSignatures<'_> {
    fn check(
        &self,
        scheme: Scheme,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        let Some(host) = HOST.iter().find(|host| host.scheme == scheme) else {
            return RustSignatures.check(scheme, public_key, message, signature);
        };
        let signature = check_form(scheme, public_key, signature)?;
        low_s(signature, host.half_order)?;
        let hash = Digest::of(message);
        let verified = (host.verify)(self.api, hash.as_bytes(), signature, public_key);
        accepted(verified.ok())
    }
}

/// `r` and `s` of zero, or not below the order, and keys that are no points, are the host's to refuse: it answers with an error.
fn accepted(answer: Option<bool>) -> Result<(), SignatureError> {
    match answer {
        Some(true) => Ok(()),
        Some(false) | None => Err(SignatureError::Invalid),
    }
}

/// The second half of a signature is `s`, big-endian.
fn low_s(signature: &[u8; SIGNATURE_BYTES], half_order: &[u8; 32]) -> Result<(), SignatureError> {
    match signature.get(32..) {
        Some(s) if s <= half_order.as_slice() => Ok(()),
        _ => Err(SignatureError::HighS),
    }
}
