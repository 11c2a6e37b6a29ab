use alloc::vec::Vec;

use assay_statement::{HexBytes, Scheme};

use super::*;
use crate::test_keys::TestKey;

fn check(
    scheme: Scheme,
    key: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Result<(), SignatureError> {
    RustSignatures.check(scheme, key, message, signature)
}

fn hex(text: &str) -> Vec<u8> {
    let HexBytes(bytes) = text.parse().unwrap();
    bytes
}

#[test]
fn good_signatures_verify() {
    for scheme in Scheme::ALL.iter().copied() {
        for seed in 0..8 {
            let key = TestKey::new(scheme, seed);
            let message = [seed; 40];
            let signature = key.sign(&message);
            assert_eq!(
                check(scheme, &key.public_key(), &message, &signature),
                Ok(())
            );
        }
    }
}

#[test]
fn another_message_key_or_byte_does_not() {
    for scheme in Scheme::ALL.iter().copied() {
        let key = TestKey::new(scheme, 1);
        let public = key.public_key();
        let signature = key.sign(b"message");
        let invalid = Err(SignatureError::Invalid);
        assert_eq!(check(scheme, &public, b"massage", &signature), invalid);
        let other = TestKey::new(scheme, 2).public_key();
        assert_eq!(check(scheme, &other, b"message", &signature), invalid);
        for byte in 0..64 {
            let mut changed = signature.clone();
            changed[byte] ^= 1;
            assert_eq!(
                check(scheme, &public, b"message", &changed),
                invalid,
                "{scheme} {byte}"
            );
        }
    }
}

#[test]
fn wrong_lengths_are_named() {
    for scheme in Scheme::ALL.iter().copied() {
        let key = TestKey::new(scheme, 1);
        let signature = key.sign(b"m");
        for found in [0, 63, 65] {
            let mut other = signature.clone();
            other.resize(found, 0);
            assert_eq!(
                check(scheme, &key.public_key(), b"m", &other),
                Err(SignatureError::Length {
                    expected: 64,
                    found
                })
            );
        }
        for found in [0, 31, 34, 65] {
            let mut public = key.public_key();
            public.resize(found, 0);
            assert_eq!(
                check(scheme, &public, b"m", &signature),
                Err(SignatureError::PublicKey { scheme })
            );
        }
    }
}

#[test]
fn keys_that_are_no_points_are_refused() {
    // y = 2 is not on edwards25519, x = 5 not on secp256k1
    let mut no_point = [0u8; 32];
    no_point[0] = 2;
    let signature = TestKey::new(Scheme::Ed25519, 1).sign(b"m");
    let refused = |scheme| Err(SignatureError::PublicKey { scheme });
    assert_eq!(
        check(Scheme::Ed25519, &no_point, b"m", &signature),
        refused(Scheme::Ed25519)
    );
    for scheme in [Scheme::Secp256k1, Scheme::P256] {
        let key = TestKey::new(scheme, 1);
        let signature = key.sign(b"m");
        for prefix in [0, 1, 4, 5, 6, 7] {
            let mut public = key.public_key();
            public[0] = prefix;
            assert_eq!(
                check(scheme, &public, b"m", &signature),
                refused(scheme),
                "{prefix}"
            );
        }
        // not below the field's order
        let mut public = [0xff; 33];
        public[0] = 2;
        assert_eq!(check(scheme, &public, b"m", &signature), refused(scheme));
    }
    let mut off_curve = [0u8; 33];
    (off_curve[0], off_curve[32]) = (2, 5);
    let signature = TestKey::new(Scheme::Secp256k1, 1).sign(b"m");
    assert_eq!(
        check(Scheme::Secp256k1, &off_curve, b"m", &signature),
        refused(Scheme::Secp256k1)
    );
}

/// The identity and the point of order two sign everything in the lax variant of Ed25519.
#[test]
fn small_order_ed25519_keys_are_refused() {
    let mut one = [0u8; 32];
    one[0] = 1;
    let minus_one = hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    let mut signature = [0u8; 64];
    signature[0] = 1; // R = identity, s = 0
    for key in [&one[..], &minus_one] {
        assert_eq!(
            check(Scheme::Ed25519, key, b"anything", &signature),
            Err(SignatureError::PublicKey {
                scheme: Scheme::Ed25519
            })
        );
    }
    // nor may R have small order
    let key = TestKey::new(Scheme::Ed25519, 1).public_key();
    assert_eq!(
        check(Scheme::Ed25519, &key, b"anything", &signature),
        Err(SignatureError::Invalid)
    );
}

/// RFC 8032, section 7.1, test 2; and the same with the group order added to `s`.
#[test]
fn ed25519_vector() {
    let key = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    let mut signature = hex(concat!(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    ));
    assert_eq!(check(Scheme::Ed25519, &key, &[0x72], &signature), Ok(()));
    let order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    let mut carry = 0;
    for (s, l) in signature[32..].iter_mut().zip(order) {
        let sum = u16::from(*s) + u16::from(l) + carry;
        *s = sum as u8;
        carry = sum >> 8;
    }
    assert_eq!(
        check(Scheme::Ed25519, &key, &[0x72], &signature),
        Err(SignatureError::Invalid)
    );
}

/// RFC 6979, appendix A.2.5, SHA-256, "sample": a good signature whose `s` is high.
#[test]
fn p256_vector_with_a_high_s() {
    let key = hex("0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6");
    let high = hex(concat!(
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
        "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
    ));
    assert_eq!(
        check(Scheme::P256, &key, b"sample", &high),
        Err(SignatureError::HighS)
    );
    let low = ::p256::ecdsa::Signature::from_slice(&high)
        .unwrap()
        .normalize_s()
        .to_bytes();
    assert_eq!(check(Scheme::P256, &key, b"sample", &low), Ok(()));
}

#[test]
fn secp256k1_with_a_high_s() {
    let key = TestKey::new(Scheme::Secp256k1, 3);
    let low = k256::ecdsa::Signature::from_slice(&key.sign(b"m")).unwrap();
    let (r, s) = low.split_scalars();
    let high = k256::ecdsa::Signature::from_scalars(r, -s)
        .unwrap()
        .to_bytes();
    assert_eq!(
        check(Scheme::Secp256k1, &key.public_key(), b"m", &high),
        Err(SignatureError::HighS)
    );
}

#[test]
fn r_and_s_are_in_range() {
    for scheme in [Scheme::Secp256k1, Scheme::P256] {
        let key = TestKey::new(scheme, 1);
        let good = key.sign(b"m");
        for half in [0..32, 32..64] {
            for byte in [0, 0xff] {
                let mut signature = good.clone();
                signature[half.clone()].fill(byte);
                assert_eq!(
                    check(scheme, &key.public_key(), b"m", &signature),
                    Err(SignatureError::OutOfRange)
                );
            }
        }
    }
}
