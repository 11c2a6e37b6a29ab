//! The signing keys of the test vectors: 32 times one byte, known to everyone.

use assay_prover::SigningKey;
use assay_statement::Scheme;

/// Schemes and seeds of the keys of each of the two custodians, those that sign first; and how many of them must sign.
pub const KEYS: [(&[(Scheme, u8)], u32); 2] = [
    (&[(Scheme::Ed25519, 0x11)], 1),
    (
        &[
            (Scheme::P256, 0x21),
            (Scheme::Secp256k1, 0x22),
            (Scheme::Ed25519, 0x23),
        ],
        2,
    ),
];

/// The key whose secret is 32 times `seed`.
pub fn key(scheme: Scheme, seed: u8) -> SigningKey {
    SigningKey::from_seed(scheme, &[seed; 32]).unwrap()
}
