//! Keys of custodians, and their signatures as a contract takes them.

use alloy_primitives::{keccak256, Address};
use assay_evm_vm_tests::Value;
use k256::ecdsa::signature::hazmat::PrehashSigner as _;

/// A key.
#[derive(Clone)]
pub enum Key {
    Secp256k1(k256::ecdsa::SigningKey),
    P256(p256::ecdsa::SigningKey),
}

/// A signature with what a contract needs besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub scheme: u8,
    pub v: u8,
    pub r: [u8; 32],
    pub s: [u8; 32],
    pub x: [u8; 32],
    pub y: [u8; 32],
}

fn halves(bytes: &[u8]) -> ([u8; 32], [u8; 32]) {
    let (a, b) = bytes.split_at(32);
    (a.try_into().unwrap(), b.try_into().unwrap())
}

impl Key {
    pub fn secp256k1(seed: u8) -> Key {
        Key::Secp256k1(k256::ecdsa::SigningKey::from_slice(&[seed; 32]).unwrap())
    }

    pub fn p256(seed: u8) -> Key {
        Key::P256(p256::ecdsa::SigningKey::from_slice(&[seed; 32]).unwrap())
    }

    pub fn scheme(&self) -> u8 {
        match self {
            Key::Secp256k1(_) => 1,
            Key::P256(_) => 2,
        }
    }

    /// `x || y`.
    fn public_key(&self) -> Vec<u8> {
        let bytes = match self {
            Key::Secp256k1(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Key::P256(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
        };
        bytes[1..].to_vec()
    }

    /// What the settings know it by.
    pub fn signer(&self) -> Address {
        Address::from_slice(&keccak256(self.public_key())[12..])
    }

    /// Signs a message of this hash.
    pub fn sign(&self, hash: &[u8; 32]) -> Signature {
        match self {
            Key::Secp256k1(key) => {
                let (signature, id) = key.sign_prehash_recoverable(hash);
                let (r, s) = halves(&signature.to_bytes());
                Signature {
                    scheme: 1,
                    v: 27 + id.to_byte(),
                    r,
                    s,
                    x: [0; 32],
                    y: [0; 32],
                }
            }
            Key::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign_prehash(hash).unwrap();
                let (r, s) = halves(&signature.normalize_s().to_bytes());
                let (x, y) = halves(&self.public_key());
                Signature {
                    scheme: 2,
                    v: 0,
                    r,
                    s,
                    x,
                    y,
                }
            }
        }
    }
}

impl Signature {
    pub fn value(&self) -> Value {
        let word = |byte: u8| Value::uint(byte);
        Value::Tuple(vec![
            word(self.scheme),
            word(self.v),
            Value::Word(self.r),
            Value::Word(self.s),
            Value::Word(self.x),
            Value::Word(self.y),
        ])
    }
}
