//! Keys and signatures of custodians as contracts know them.

use alloy_primitives::{keccak256, Address};
use assay_statement::{Digest, Scheme, Signature};
use k256::ecdsa::RecoveryId;

use crate::abi::Value;
use crate::error::SubmissionError;

/// `Signature` of the contracts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvmSignature {
    /// 1: ECDSA over secp256k1; 2: over P-256.
    pub scheme: u8,
    /// 27 or 28, for secp256k1; 0 for P-256.
    pub v: u8,
    /// The signature's `r`.
    pub r: [u8; 32],
    /// Its `s`.
    pub s: [u8; 32],
    /// The public key, for P-256; zeros for secp256k1.
    pub x: [u8; 32],
    /// Its other coordinate.
    pub y: [u8; 32],
}

/// What recovery ids are told as: 27 for 0, 28 for 1.
const FIRST_V: u8 = 27;

/// Number of a scheme in contracts; `None` of one that an EVM does not check.
pub fn scheme_number(scheme: Scheme) -> Option<u8> {
    match scheme {
        Scheme::Secp256k1 => Some(1),
        Scheme::P256 => Some(2),
        Scheme::Ed25519 => None,
    }
}

/// What settings know a key by: for secp256k1 the address that Ethereum gives it, for P-256 the last 20 bytes of
/// `keccak256(x || y)`. `None` if it is no key of the scheme, or the scheme is one that an EVM does not check.
pub fn signer(scheme: Scheme, public_key: &[u8]) -> Option<Address> {
    let (x, y) = coordinates(scheme, public_key)?;
    let hash = keccak256([x, y].concat());
    Some(Address::from_word(hash))
}

/// Both coordinates of a key.
fn coordinates(scheme: Scheme, public_key: &[u8]) -> Option<([u8; 32], [u8; 32])> {
    let bytes = match scheme {
        Scheme::Secp256k1 => {
            let key = k256::ecdsa::VerifyingKey::from_sec1_bytes(public_key).ok()?;
            key.to_sec1_point(false).as_bytes().to_vec()
        }
        Scheme::P256 => {
            let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(public_key).ok()?;
            key.to_sec1_point(false).as_bytes().to_vec()
        }
        Scheme::Ed25519 => return None,
    };
    let (_, both) = bytes.split_first()?;
    halves(both)
}

fn halves(bytes: &[u8]) -> Option<([u8; 32], [u8; 32])> {
    let (first, rest) = bytes.split_first_chunk()?;
    Some((*first, rest.try_into().ok()?))
}

impl EvmSignature {
    /// A signature of the message of this hash. Of secp256k1 the key is recovered, so that a signature by another key, or of
    /// another message, is found here; of P-256 nothing is verified.
    ///
    /// # Errors
    /// [`SubmissionError`]; `who` is the custodian and the place of the signature, for messages.
    pub fn of(
        signature: &Signature,
        hash: &Digest,
        who: (&str, usize),
    ) -> Result<EvmSignature, SubmissionError> {
        let (custodian, index) = (who.0.to_owned(), who.1);
        let scheme = signature.scheme;
        let number = scheme_number(scheme).ok_or_else(|| SubmissionError::Scheme {
            custodian: custodian.clone(),
            signature: index,
            scheme,
        })?;
        let invalid = |what| SubmissionError::Signature {
            custodian: custodian.clone(),
            signature: index,
            what,
        };
        let (r, s) = halves(signature.signature.as_bytes()).ok_or_else(|| invalid("64 bytes"))?;
        let key = signature.public_key.as_bytes();
        let (x, y) =
            coordinates(scheme, key).ok_or_else(|| invalid("a public key of its scheme"))?;
        let mut told = EvmSignature {
            scheme: number,
            v: 0,
            r,
            s,
            x: [0; 32],
            y: [0; 32],
        };
        match scheme {
            Scheme::P256 => (told.x, told.y) = (x, y),
            _ => {
                told.v = recovery(signature, hash).ok_or_else(|| {
                    invalid("one of the message by its public key, with the lower s")
                })?
            }
        }
        Ok(told)
    }

    /// As an argument.
    pub fn value(&self) -> Value {
        let words = [self.r, self.s, self.x, self.y].map(Value::Word);
        let bytes = [self.scheme, self.v].map(Value::uint);
        Value::Tuple(bytes.into_iter().chain(words).collect())
    }
}

/// The `v` with which a signature gives its key.
fn recovery(signature: &Signature, hash: &Digest) -> Option<u8> {
    use k256::ecdsa::{Signature, VerifyingKey};
    let key = VerifyingKey::from_sec1_bytes(signature.public_key.as_bytes()).ok()?;
    let bytes = Signature::from_slice(signature.signature.as_bytes()).ok()?;
    if bytes.normalize_s() != bytes {
        return None;
    }
    // A contract knows no others: those of an r that was reduced.
    [0, 1].into_iter().find_map(|id: u8| {
        let recovered =
            VerifyingKey::recover_from_prehash(hash.as_bytes(), &bytes, RecoveryId::from_byte(id)?);
        (recovered.ok()? == key).then_some(FIRST_V + id)
    })
}
