//! Signing keys, and the nonces of their signatures.

use assay_prover::low_level::zeroize_stack;
use assay_prover::SigningKey;
use assay_statement::{attestation_message, Attestation, Digest, Scheme};
use num_bigint::{BigInt, BigUint};
use rand_core::Rng;
use sha2::{Digest as _, Sha512};

use crate::draws::Draws;
use assay_testkit::key_files;
use assay_testkit::memory::Secrets;
use assay_testkit::memory::{alone, Snapshot};

const SCHEMES: [Scheme; 3] = [Scheme::Ed25519, Scheme::Secp256k1, Scheme::P256];

fn order(scheme: Scheme) -> BigUint {
    let hex: &[u8] = match scheme {
        Scheme::Ed25519 => b"1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed",
        Scheme::Secp256k1 => b"fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
        Scheme::P256 => b"ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
    };
    BigUint::parse_bytes(hex, 16).unwrap()
}

/// 32 bytes, little endian.
fn bytes(number: &BigUint) -> [u8; 32] {
    let short = number.to_bytes_le();
    let mut bytes = [0; 32];
    bytes[..short.len()].copy_from_slice(&short);
    bytes
}

/// A number below the order: plain, and as `x 2^256`, which is how some implementations keep it.
fn number(secrets: &mut Secrets, name: &str, number: &BigUint, order: &BigUint) {
    secrets.number(name, &bytes(number));
    let kept = (number << 256u32) % order;
    secrets.number(&format!("{name}, Montgomery"), &bytes(&kept));
}

/// The clamped scalar and the prefix that an Ed25519 seed expands to.
fn expanded(seed: &[u8; 32]) -> ([u8; 32], [u8; 32]) {
    let wide: [u8; 64] = Sha512::digest(seed).into();
    let (scalar, prefix) = wide.split_at(32);
    let mut scalar: [u8; 32] = scalar.try_into().unwrap();
    scalar[0] &= 248;
    scalar[31] = (scalar[31] & 63) | 64;
    (scalar, prefix.try_into().unwrap())
}

fn scheme(pem: &str) -> Scheme {
    SigningKey::from_pem(pem).unwrap().scheme()
}

fn seed_secrets(secrets: &mut Secrets, scheme: Scheme, seed: &[u8; 32]) {
    let order = order(scheme);
    match scheme {
        Scheme::Ed25519 => {
            secrets.number("seed", seed);
            let (scalar, prefix) = expanded(seed);
            secrets.number("prefix", &prefix);
            secrets.number("scalar, clamped", &scalar);
            let scalar = BigUint::from_bytes_le(&scalar) % &order;
            number(secrets, "scalar", &scalar, &order);
        }
        Scheme::Secp256k1 | Scheme::P256 => {
            number(secrets, "scalar", &BigUint::from_bytes_be(seed), &order);
        }
    }
}

/// A key in every form, from its file.
pub fn key_secrets(pem: &str) -> Secrets {
    let mut secrets = Secrets::default();
    let (text, seed) = key_files::inside(pem, scheme(pem));
    // The secret is not in the first characters, which are the same in every key.
    for part in text.as_bytes()[40..].chunks_exact(12) {
        secrets.bytes("PEM", part);
    }
    seed_secrets(&mut secrets, scheme(pem), &seed);
    secrets
}

/// The nonce of a signature: whoever has it has the key.
fn nonce(secrets: &mut Secrets, scheme: Scheme, seed: &[u8; 32], message: &[u8], signature: &[u8]) {
    let order = order(scheme);
    let (r, s) = signature.split_at(32);
    match scheme {
        Scheme::Ed25519 => {
            let (_, prefix) = expanded(seed);
            let wide: [u8; 64] = Sha512::new()
                .chain_update(prefix)
                .chain_update(message)
                .finalize()
                .into();
            secrets.bytes("nonce, wide", &wide[..32]);
            secrets.bytes("nonce, wide", &wide[32..]);
            number(
                secrets,
                "nonce",
                &(BigUint::from_bytes_le(&wide) % &order),
                &order,
            );
        }
        Scheme::Secp256k1 | Scheme::P256 => {
            let [r, s, d] = [r, s, seed].map(BigUint::from_bytes_be);
            let z = BigUint::from_bytes_be(Digest::of(message).as_bytes());
            let inverse = BigInt::from(s)
                .modinv(&BigInt::from(order.clone()))
                .unwrap();
            let k = inverse.to_biguint().unwrap() * (z + r * d) % &order;
            // The signature has the lower of s and -s, so it does not tell the sign of the nonce.
            number(secrets, "nonce", &(&order - &k), &order);
            number(secrets, "nonce", &k, &order);
        }
    }
}

pub fn nonce_secrets(pem: &str, attestation: &Attestation) -> Secrets {
    let mut secrets = Secrets::default();
    let (_, seed) = key_files::inside(pem, scheme(pem));
    let signature = attestation.signatures[0].signature.as_bytes();
    nonce(
        &mut secrets,
        scheme(pem),
        &seed,
        &attestation_message(attestation, None),
        signature,
    );
    secrets
}

/// The search for nonces is for the right ones: as a key, the nonce has a public key whose x is r.
#[test]
fn nonces_are_those_of_the_signatures() {
    for scheme in [Scheme::Secp256k1, Scheme::P256] {
        let signature = SigningKey::from_seed(scheme, &seed(5))
            .unwrap()
            .sign(MESSAGE)
            .unwrap();
        let mut secrets = Secrets::default();
        nonce(&mut secrets, scheme, &seed(5), MESSAGE, &signature);
        let halves = secrets
            .0
            .iter()
            .filter(|secret| secret.name == "nonce, big endian");
        let nonces: Vec<u8> = halves.flat_map(|secret| secret.bytes.clone()).collect();
        assert_eq!(nonces.len(), 64);
        for nonce in nonces.chunks_exact(32) {
            let key = SigningKey::from_seed(scheme, nonce.try_into().unwrap()).unwrap();
            assert_eq!(key.public_key()[1..], signature[..32], "{scheme}");
        }
    }
}

fn seed(number: u64) -> [u8; 32] {
    let mut seed = [0; 32];
    Draws(number).fill_bytes(&mut seed);
    seed
}

const MESSAGE: &[u8] = b"what is signed";

#[inline(never)]
fn sign(scheme: Scheme, number: u64) -> [u8; 64] {
    let pem = SigningKey::from_seed(scheme, &seed(number))
        .unwrap()
        .to_pem()
        .unwrap();
    SigningKey::from_pem(&pem).unwrap().sign(MESSAGE).unwrap()
}

#[test]
fn keys_and_nonces_through_the_library() {
    let _alone = alone();
    for (number, scheme) in (900..).step_by(100).zip(SCHEMES) {
        let signature = sign(scheme, number);
        zeroize_stack();
        let snapshot = Snapshot::take();
        let mut secrets = Secrets::default();
        seed_secrets(&mut secrets, scheme, &seed(number));
        nonce(&mut secrets, scheme, &seed(number), MESSAGE, &signature);
        snapshot.holds_none_of(&secrets);
    }
}
