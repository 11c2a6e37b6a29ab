use assay_statement::Scheme;

use super::*;

#[test]
fn keys_come_back_from_pem() {
    for scheme in signing_schemes() {
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
    for scheme in signing_schemes() {
        let [a, b] = [(); 2].map(|()| SigningKey::generate(scheme).unwrap().public_key());
        assert_ne!(a, b);
    }
}

#[test]
fn public_keys_have_the_documented_length() {
    for scheme in signing_schemes() {
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
            oid: "1.3.101.110".into(),
            schemes: "ed25519, secp256k1 or p256".into(),
        }
    );
}

#[test]
fn debug_shows_no_secret() {
    let seed = [0x5a; 32];
    for scheme in signing_schemes() {
        let shown = format!("{:?}", SigningKey::from_seed(scheme, &seed).unwrap());
        assert!(!shown.contains("5a5a5a") && !shown.contains("90, 90"));
    }
}
