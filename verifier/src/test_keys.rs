//! Signing keys of all three schemes, for tests.

use alloc::vec::Vec;

use assay_statement::{
    attestation_message, Attestation, Digest, HexBytes, RegistryKey, Scheme, Signature, Timestamp,
};
use k256::ecdsa::signature::hazmat::PrehashSigner;

pub(crate) enum TestKey {
    Ed25519(ed25519_dalek::SigningKey),
    Secp256k1(k256::ecdsa::SigningKey),
    P256(p256::ecdsa::SigningKey),
}

impl TestKey {
    /// A key that is different for every scheme and seed.
    pub(crate) fn new(scheme: Scheme, seed: u8) -> TestKey {
        let secret = Digest::of(&[seed]).0;
        match scheme {
            Scheme::Ed25519 => TestKey::Ed25519(ed25519_dalek::SigningKey::from_bytes(&secret)),
            Scheme::Secp256k1 => {
                TestKey::Secp256k1(k256::ecdsa::SigningKey::from_slice(&secret).unwrap())
            }
            Scheme::P256 => TestKey::P256(p256::ecdsa::SigningKey::from_slice(&secret).unwrap()),
        }
    }

    pub(crate) fn scheme(&self) -> Scheme {
        match self {
            TestKey::Ed25519(_) => Scheme::Ed25519,
            TestKey::Secp256k1(_) => Scheme::Secp256k1,
            TestKey::P256(_) => Scheme::P256,
        }
    }

    pub(crate) fn public_key(&self) -> Vec<u8> {
        match self {
            TestKey::Ed25519(key) => key.verifying_key().as_bytes().to_vec(),
            TestKey::Secp256k1(key) => key.verifying_key().to_sec1_point(true).as_bytes().to_vec(),
            TestKey::P256(key) => key.verifying_key().to_sec1_point(true).as_bytes().to_vec(),
        }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let prehash = Digest::of(message).0;
        match self {
            TestKey::Ed25519(key) => {
                use ed25519_dalek::Signer;
                key.sign(message).to_bytes().to_vec()
            }
            TestKey::Secp256k1(key) => {
                let signature: k256::ecdsa::Signature = key.sign_prehash(&prehash).unwrap();
                signature.normalize_s().to_bytes().to_vec()
            }
            TestKey::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign_prehash(&prehash).unwrap();
                signature.normalize_s().to_bytes().to_vec()
            }
        }
    }

    /// Adds a signature to an attestation.
    pub(crate) fn attest(&self, attestation: &mut Attestation) {
        let signature = Signature {
            scheme: self.scheme(),
            public_key: HexBytes(self.public_key()),
            signature: HexBytes(self.sign(&attestation_message(attestation, None))),
        };
        attestation.signatures.push(signature);
    }

    /// An entry of the registry.
    pub(crate) fn registered(&self, not_before: Timestamp, not_after: Timestamp) -> RegistryKey {
        RegistryKey {
            scheme: self.scheme(),
            public_key: HexBytes(self.public_key()),
            not_before,
            not_after,
        }
    }
}
