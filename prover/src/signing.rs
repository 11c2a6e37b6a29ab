//! Custodian signing keys: made, stored, read, used.
//!
//! A key is stored as PKCS#8 PEM ("BEGIN PRIVATE KEY"), the form OpenSSL and every key store reads; which of the three
//! schemes it is for is told by its object identifier. Signatures are 64 bytes: RFC 8032 for Ed25519; for ECDSA over
//! secp256k1 and P-256, SHA-256 of the message, deterministic nonce (RFC 6979), `r || s` big endian with the lower `s`.

use assay_statement::Scheme;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::SecretDocument;
use ed25519_dalek::pkcs8::{
    self, EncodePrivateKey, KeypairBytes, ObjectIdentifier, PrivateKeyInfoRef,
};
use ed25519_dalek::{Signer, Verifier};
use rand::rngs::SysRng;
use rand::TryRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::wipe;

const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const SECP256K1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.10");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");

/// What can go wrong with a signing key. No variant carries any part of a key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SigningError {
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes; nothing was made")]
    NoRandomness,
    /// The file is not PEM.
    #[error("expected a PKCS#8 private key in PEM (\"-----BEGIN PRIVATE KEY-----\"), found something else")]
    NotPem,
    /// A PEM file with another label.
    #[error("expected PEM label PRIVATE KEY, found {label}; {hint}")]
    Label {
        /// The label found.
        label: String,
        /// How to come to a file that can be used.
        hint: &'static str,
    },
    /// The key inside is not well formed, or its public half does not belong to it.
    #[error("expected a well-formed PKCS#8 private key, found a damaged one")]
    Malformed,
    /// The key is for another scheme.
    #[error(
        "expected a key for ed25519, secp256k1 or p256, found one for object identifier {oid}"
    )]
    UnknownScheme {
        /// Its algorithm or curve.
        oid: String,
    },
    /// The key could not be encoded.
    #[error("the key could not be encoded as PKCS#8")]
    Encode,
    /// The signature just made does not verify: the machine has made an error, and the signature must not leave it.
    #[error("the signature just made does not verify, so this machine cannot be relied on; nothing was written")]
    Fault,
}

enum Secret {
    Ed25519(ed25519_dalek::SigningKey),
    Secp256k1(k256::ecdsa::SigningKey),
    P256(p256::ecdsa::SigningKey),
}

/// A private signing key. Wiped from memory when dropped; shows its public half only.
pub struct SigningKey(Secret);

impl core::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let public: String = self
            .public_key()
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        f.debug_struct("SigningKey")
            .field("scheme", &self.scheme())
            .field("public_key", &public)
            .finish_non_exhaustive()
    }
}

impl SigningKey {
    /// A new key from the operating system's randomness.
    ///
    /// # Errors
    /// [`SigningError::NoRandomness`].
    pub fn generate(scheme: Scheme) -> Result<SigningKey, SigningError> {
        wipe::after(|| SigningKey::draw(scheme))
    }

    fn draw(scheme: Scheme) -> Result<SigningKey, SigningError> {
        // A random string is a valid scalar of either curve but for a chance below 2^-32; a few draws are enough.
        for _ in 0..16 {
            let mut seed = Zeroizing::new([0u8; 32]);
            SysRng
                .try_fill_bytes(seed.as_mut_slice())
                .map_err(|_| SigningError::NoRandomness)?;
            if let Some(key) = SigningKey::from_seed(scheme, &seed) {
                return Ok(key);
            }
        }
        Err(SigningError::NoRandomness)
    }

    /// The key with these 32 secret bytes; `None` if they are no valid scalar (zero, or not below the group order).
    pub fn from_seed(scheme: Scheme, seed: &[u8; 32]) -> Option<SigningKey> {
        Some(SigningKey(match scheme {
            Scheme::Ed25519 => Secret::Ed25519(ed25519_dalek::SigningKey::from_bytes(seed)),
            Scheme::Secp256k1 => Secret::Secp256k1(k256::ecdsa::SigningKey::from_slice(seed).ok()?),
            Scheme::P256 => Secret::P256(p256::ecdsa::SigningKey::from_slice(seed).ok()?),
        }))
    }

    /// The scheme the key is for.
    pub fn scheme(&self) -> Scheme {
        match self.0 {
            Secret::Ed25519(_) => Scheme::Ed25519,
            Secret::Secp256k1(_) => Scheme::Secp256k1,
            Secret::P256(_) => Scheme::P256,
        }
    }

    /// The public half: 32 bytes for Ed25519, 33 bytes (SEC 1, compressed) for ECDSA.
    pub fn public_key(&self) -> Vec<u8> {
        match &self.0 {
            Secret::Ed25519(key) => key.verifying_key().to_bytes().to_vec(),
            Secret::Secp256k1(key) => key.verifying_key().to_sec1_point(true).as_bytes().to_vec(),
            Secret::P256(key) => key.verifying_key().to_sec1_point(true).as_bytes().to_vec(),
        }
    }

    /// Signs a message, and checks the signature before giving it out.
    ///
    /// # Errors
    /// [`SigningError::Fault`].
    pub fn sign(&self, message: &[u8]) -> Result<[u8; 64], SigningError> {
        wipe::after(|| self.sign_and_check(message))
    }

    fn sign_and_check(&self, message: &[u8]) -> Result<[u8; 64], SigningError> {
        let fault = |_| SigningError::Fault;
        match &self.0 {
            Secret::Ed25519(key) => {
                let signature = key.try_sign(message).map_err(fault)?;
                key.verifying_key()
                    .verify_strict(message, &signature)
                    .map_err(fault)?;
                Ok(signature.to_bytes())
            }
            Secret::Secp256k1(key) => {
                let signature: k256::ecdsa::Signature = key.try_sign(message).map_err(fault)?;
                let signature = signature.normalize_s();
                key.verifying_key()
                    .verify(message, &signature)
                    .map_err(fault)?;
                Ok(signature.to_bytes().into())
            }
            Secret::P256(key) => {
                let signature: p256::ecdsa::Signature = key.try_sign(message).map_err(fault)?;
                let signature = signature.normalize_s();
                key.verifying_key()
                    .verify(message, &signature)
                    .map_err(fault)?;
                Ok(signature.to_bytes().into())
            }
        }
    }

    /// PKCS#8 in PEM. The Ed25519 form is the one of version 1, without the public half: OpenSSL refuses the other.
    ///
    /// # Errors
    /// [`SigningError::Encode`].
    pub fn to_pem(&self) -> Result<Zeroizing<String>, SigningError> {
        wipe::after(|| self.encode())
    }

    fn encode(&self) -> Result<Zeroizing<String>, SigningError> {
        let pem = match &self.0 {
            Secret::Ed25519(key) => KeypairBytes {
                secret_key: key.to_bytes(),
                public_key: None,
            }
            .to_pkcs8_pem(LineEnding::LF),
            Secret::Secp256k1(key) => key.to_pkcs8_pem(LineEnding::LF),
            Secret::P256(key) => key.to_pkcs8_pem(LineEnding::LF),
        };
        pem.map_err(|_| SigningError::Encode)
    }

    /// Reads PKCS#8 in PEM.
    ///
    /// # Errors
    /// All others of [`SigningError`].
    pub fn from_pem(pem: &str) -> Result<SigningKey, SigningError> {
        wipe::after(|| SigningKey::decode(pem))
    }

    fn decode(pem: &str) -> Result<SigningKey, SigningError> {
        let pem = pem.trim_start_matches('\u{feff}').trim();
        let (label, document) = SecretDocument::from_pem(pem).map_err(|_| SigningError::NotPem)?;
        if label != "PRIVATE KEY" {
            let hint = match label {
                "ENCRYPTED PRIVATE KEY" => "decrypt it first: openssl pkcs8 -in KEY -out PLAIN",
                "EC PRIVATE KEY" => {
                    "convert it first: openssl pkcs8 -topk8 -nocrypt -in KEY -out PLAIN"
                }
                _ => "name the file that `assay keygen` wrote",
            };
            return Err(SigningError::Label {
                label: label.to_owned(),
                hint,
            });
        }
        let malformed = |_: pkcs8::Error| SigningError::Malformed;
        let info = PrivateKeyInfoRef::try_from(document.as_bytes())
            .map_err(|_| SigningError::Malformed)?;
        let unknown = |oid: ObjectIdentifier| SigningError::UnknownScheme {
            oid: oid.to_string(),
        };
        let secret = match info.algorithm.oid {
            ED25519 => Secret::Ed25519(info.try_into().map_err(malformed)?),
            EC_PUBLIC_KEY => match info
                .algorithm
                .parameters_oid()
                .map_err(|_| SigningError::Malformed)?
            {
                SECP256K1 => Secret::Secp256k1(info.try_into().map_err(malformed)?),
                P256 => Secret::P256(info.try_into().map_err(malformed)?),
                other => return Err(unknown(other)),
            },
            other => return Err(unknown(other)),
        };
        Ok(SigningKey(secret))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const SCHEMES: [Scheme; 3] = [Scheme::Ed25519, Scheme::Secp256k1, Scheme::P256];

    #[test]
    fn keys_come_back_from_pem() {
        for scheme in SCHEMES {
            let key = SigningKey::generate(scheme).unwrap();
            let pem = key.to_pem().unwrap();
            assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"));
            let back = SigningKey::from_pem(&pem).unwrap();
            assert_eq!(back.scheme(), scheme);
            assert_eq!(back.public_key(), key.public_key());
            assert_eq!(
                back.sign(b"message").unwrap(),
                key.sign(b"message").unwrap()
            );
            assert_ne!(
                back.sign(b"message").unwrap(),
                key.sign(b"messagf").unwrap()
            );
        }
    }

    #[test]
    fn two_keys_are_not_alike() {
        for scheme in SCHEMES {
            let [a, b] = [(); 2].map(|()| SigningKey::generate(scheme).unwrap().public_key());
            assert_ne!(a, b);
        }
    }

    #[test]
    fn public_keys_have_the_documented_length() {
        for scheme in SCHEMES {
            let key = SigningKey::generate(scheme).unwrap();
            assert_eq!(key.public_key().len(), scheme.public_key_len());
        }
    }

    #[test]
    fn ecdsa_signatures_have_the_lower_s() {
        let half = |order_top: u8| order_top / 2;
        for scheme in [Scheme::Secp256k1, Scheme::P256] {
            for seed in 1..40u8 {
                let key = SigningKey::from_seed(scheme, &[seed; 32]).unwrap();
                // Both group orders begin with ff, so a lower s begins with 7f at most.
                assert!(key.sign(&[seed]).unwrap()[32] <= half(0xff));
            }
        }
    }

    #[test]
    fn a_known_ed25519_signature() {
        // RFC 8032, section 7.1, test 2.
        let mut seed = [0u8; 32];
        hex::decode_to_slice(
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            &mut seed,
        )
        .unwrap();
        let key = SigningKey::from_seed(Scheme::Ed25519, &seed).unwrap();
        assert_eq!(
            hex::encode(key.sign(&[0x72]).unwrap()),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        );
    }

    #[test]
    fn a_known_p256_signature_normalised() {
        // RFC 6979, appendix A.2.5, SHA-256, "test": its s is above half the order and becomes order - s.
        let mut seed = [0u8; 32];
        hex::decode_to_slice(
            "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
            &mut seed,
        )
        .unwrap();
        let key = SigningKey::from_seed(Scheme::P256, &seed).unwrap();
        let signature = key.sign(b"test").unwrap();
        assert_eq!(
            hex::encode(&signature[..32]),
            "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
        );
        assert_eq!(
            hex::encode(&signature[32..]),
            "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"
        );
    }

    #[test]
    fn zero_is_no_ecdsa_key() {
        assert!(SigningKey::from_seed(Scheme::P256, &[0; 32]).is_none());
        assert!(SigningKey::from_seed(Scheme::Secp256k1, &[0xff; 32]).is_none());
    }

    #[test]
    fn reads_keys_made_by_openssl() {
        // openssl genpkey -algorithm ed25519; openssl ecparam -genkey -name prime256v1 -noout | openssl pkcs8 -topk8 -nocrypt
        let ed25519 = "-----BEGIN PRIVATE KEY-----\n\
            MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n\
            -----END PRIVATE KEY-----\n";
        let key = SigningKey::from_pem(ed25519).unwrap();
        assert_eq!(key.scheme(), Scheme::Ed25519);
        assert_eq!(
            hex::encode(key.public_key()),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        );
    }

    #[test]
    fn refuses_what_is_no_key() {
        let refused = |pem: &str| SigningKey::from_pem(pem).unwrap_err();
        assert_eq!(refused(""), SigningError::NotPem);
        assert_eq!(refused("{\"assay\":\"v1\"}"), SigningError::NotPem);
        let pem = SigningKey::generate(Scheme::P256)
            .unwrap()
            .to_pem()
            .unwrap();
        assert_eq!(refused(&pem[..pem.len() - 40]), SigningError::NotPem);
        let labelled = pem.replace("PRIVATE KEY", "EC PRIVATE KEY");
        assert!(
            matches!(refused(&labelled), SigningError::Label { label, .. } if label == "EC PRIVATE KEY")
        );
        let damaged = pem.replacen("MIGHAg", "MIGHAw", 1);
        assert_eq!(refused(&damaged), SigningError::Malformed);
    }

    #[test]
    fn refuses_other_algorithms() {
        // An X25519 key: openssl genpkey -algorithm x25519.
        let x25519 = "-----BEGIN PRIVATE KEY-----\n\
            MC4CAQAwBQYDK2VuBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n\
            -----END PRIVATE KEY-----\n";
        let refused = SigningKey::from_pem(x25519).unwrap_err();
        assert_eq!(
            refused,
            SigningError::UnknownScheme {
                oid: "1.3.101.110".into()
            }
        );
    }

    #[test]
    fn debug_shows_no_secret() {
        let seed = [0x5a; 32];
        for scheme in SCHEMES {
            let shown = format!("{:?}", SigningKey::from_seed(scheme, &seed).unwrap());
            assert!(!shown.contains("5a5a5a") && !shown.contains("90, 90"));
        }
    }
}
