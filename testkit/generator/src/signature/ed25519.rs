//! Ed25519: what RFC 8032 leaves open is decided strictly.

use assay_statement::{Digest, Scheme};
use assay_verifier::SignatureError;
use num_bigint::BigUint;

use super::edwards::{
    add, base, bytes32, challenge, encode, expand, multiply, order, p, torsion, Point,
};
use super::scheme_file::Signatures;
use assay_testkit::signing::key;

const WEAK_KEY: SignatureError = SignatureError::PublicKey {
    scheme: Scheme::Ed25519,
};
const INVALID: SignatureError = SignatureError::Invalid;
const SEED: [u8; 32] = [0x71; 32];
const MESSAGE: &[u8] = b"reserves";

/// A key pair without its seed.
struct Pair {
    secret: BigUint,
    public: [u8; 32],
}

fn pair() -> Pair {
    let (secret, _) = expand(&SEED);
    let public = encode(&multiply(&secret, &base()));
    assert_eq!(public.to_vec(), key(Scheme::Ed25519, SEED[0]).public_key());
    Pair { secret, public }
}

/// A nonce: secret in real life.
fn nonce() -> BigUint {
    BigUint::from(0x5eed_5eed_5eed_5eed_u64).pow(3)
}

/// `R || s` with `s = r + h a`; hashed is `prefix || R || A || message`.
fn signature(pair: &Pair, prefix: &[u8], r: &Point, message: &[u8]) -> Vec<u8> {
    let r = encode(r);
    let h = challenge(prefix, &r, &pair.public, message);
    let s = (nonce() + h * &pair.secret) % order();
    [r, bytes32(&s)].concat()
}

fn sign(pair: &Pair, prefix: &[u8], message: &[u8]) -> Vec<u8> {
    signature(pair, prefix, &multiply(&nonce(), &base()), message)
}

/// The first message of these that is hashed to what is wanted.
fn message_with(r: &[u8; 32], a: &[u8; 32], wanted: impl Fn(u32) -> bool) -> (Vec<u8>, BigUint) {
    let tries = (0u32..).map(|i| format!("reserves {i}").into_bytes());
    tries
        .map(|message| {
            let h = challenge(&[], r, a, &message);
            (message, h)
        })
        .find(|(_, h)| wanted((h % 8u8).try_into().unwrap()))
        .unwrap()
}

pub fn signatures() -> Signatures {
    let mut list = Signatures::new(
        Scheme::Ed25519,
        &[
            (
                "SmallOrder",
                "Takes a key or an R of small order.",
                "There are signatures that hold for every message.",
            ),
            (
                "Cofactor",
                "Multiplies the equation by the cofactor, or refuses keys with a part of small order.",
                "Reports pass at one verifier and not at another.",
            ),
        ],
    );
    valid(&mut list);
    forged(&mut list);
    malleable(&mut list);
    form(&mut list);
    small_order(&mut list);
    cofactor(&mut list);
    list
}

fn valid(list: &mut Signatures) {
    for (name, seed, message) in [
        (
            "1",
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "",
        ),
        (
            "2",
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "72",
        ),
        (
            "3",
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "af82",
        ),
    ] {
        let seed: [u8; 32] = hex::decode(seed).unwrap().try_into().unwrap();
        let key = assay_prover::SigningKey::from_seed(Scheme::Ed25519, &seed).unwrap();
        let message = hex::decode(message).unwrap();
        let signature = key.sign(&message).unwrap();
        list.valid(
            "Normal",
            &format!("RFC 8032, 7.1, test {name}"),
            &key.public_key(),
            &message,
            &signature,
        );
    }
    let pair = pair();
    for (comment, message) in [
        ("another nonce than RFC 8032 makes", MESSAGE.to_vec()),
        ("a message longer than a block of the hash", vec![0xa5; 300]),
    ] {
        list.valid(
            "Normal",
            comment,
            &pair.public,
            &message,
            &sign(&pair, &[], &message),
        );
    }
}

fn forged(list: &mut Signatures) {
    let pair = pair();
    let good = sign(&pair, &[], MESSAGE);
    let flipped = |byte: usize, bit: u8| {
        let mut bytes = good.clone();
        bytes[byte] ^= bit;
        bytes
    };
    let mut bad = |comment: &str, key: &[u8], message: &[u8], signature: &[u8]| {
        list.refused(INVALID, "Forged", comment, (key, message, signature));
    };
    bad("another message", &pair.public, b"reserve$", &good);
    bad(
        "a message with a byte more",
        &pair.public,
        b"reserves\0",
        &good,
    );
    bad(
        "another key",
        &key(Scheme::Ed25519, 0x72).public_key(),
        MESSAGE,
        &good,
    );
    let mut negative = pair.public;
    negative[31] ^= 0x80;
    bad("the key negated", &negative, MESSAGE, &good);
    bad("R negated", &pair.public, MESSAGE, &flipped(31, 0x80));
    bad("one bit of s", &pair.public, MESSAGE, &flipped(32, 1));
    let dom = |flag: u8| [b"SigEd25519 no Ed25519 collisions".as_slice(), &[flag, 0]].concat();
    bad(
        "Ed25519ctx with an empty context",
        &pair.public,
        MESSAGE,
        &sign(&pair, &dom(0), MESSAGE),
    );
    let prehash = Digest::of(MESSAGE).0;
    bad(
        "SHA-256 of the message is signed",
        &pair.public,
        MESSAGE,
        &sign(&pair, &[], &prehash),
    );
    // One that is below the order in both directions, or its size would be a second reason.
    let (message, reversed) = (0u32..)
        .map(|i| {
            let message = format!("reserves {i}").into_bytes();
            let mut reversed = sign(&pair, &[], &message);
            reversed[32..].reverse();
            (message, reversed)
        })
        .find(|(_, signature)| BigUint::from_bytes_le(&signature[32..]) < order())
        .unwrap();
    bad(
        "s with its bytes in the other order",
        &pair.public,
        &message,
        &reversed,
    );
}

fn malleable(list: &mut Signatures) {
    let pair = pair();
    let good = sign(&pair, &[], MESSAGE);
    let s = BigUint::from_bytes_le(&good[32..]);
    for times in [1u8, 2, 8] {
        let larger = bytes32(&(&s + order() * times));
        let changed = [&good[..32], &larger].concat();
        let comment = format!("s plus {times} times the order");
        list.refused(
            INVALID,
            "Malleable",
            &comment,
            (&pair.public, MESSAGE, &changed),
        );
    }
}

fn form(list: &mut Signatures) {
    let pair = pair();
    let good = sign(&pair, &[], MESSAGE);
    for found in [0, 63, 65] {
        let mut other = good.clone();
        other.resize(found, 0);
        let why = SignatureError::Length {
            expected: 64,
            found,
        };
        list.refused(
            why,
            "Form",
            &format!("a signature of {found} bytes"),
            (&pair.public, MESSAGE, &other),
        );
    }
    for length in [0, 31, 33] {
        let mut other = pair.public.to_vec();
        other.resize(length, 0);
        list.refused(
            WEAK_KEY,
            "Form",
            &format!("a key of {length} bytes"),
            (&other, MESSAGE, &good),
        );
    }
    let mut no_point = [0; 32];
    no_point[0] = 2;
    list.refused(
        WEAK_KEY,
        "Form",
        "a key that is no point",
        (&no_point, MESSAGE, &good),
    );
    let mut r = good.clone();
    r[..32].copy_from_slice(&no_point);
    list.refused(
        INVALID,
        "Form",
        "an R that is no point",
        (&pair.public, MESSAGE, &r),
    );
}

/// Everything holds but that a point has small order.
fn small_order(list: &mut Signatures) {
    let flag = "SmallOrder";
    let s = bytes32(&nonce());
    let r = encode(&multiply(&nonce(), &base()));
    let mut keys: Vec<(String, [u8; 32])> = torsion()
        .iter()
        .enumerate()
        .map(|(i, point)| (format!("{i} times a point of order eight"), encode(point)))
        .collect();
    let mut signed = encode(&torsion()[0]);
    signed[31] |= 0x80;
    keys.push(("the identity with a sign".into(), signed));
    keys.push(("the identity, y not reduced".into(), bytes32(&(p() + 1u8))));
    keys.push(("a point of order four, y not reduced".into(), bytes32(&p())));
    for (comment, a) in keys {
        let (message, _) = message_with(&r, &a, |h| h == 0);
        let comment = format!("a key of small order: {comment}");
        list.refused(WEAK_KEY, flag, &comment, (&a, &message, &[r, s].concat()));
    }
    // R of small order: the key has a part that takes it off again.
    let pair = pair();
    let torsion = torsion();
    for order_of_r in [1u32, 2, 8] {
        let part = usize::from(order_of_r > 1);
        let a = encode(&add(&multiply(&pair.secret, &base()), &torsion[part]));
        let times = (8 / order_of_r) % 8;
        let r = encode(&torsion[times as usize]);
        let (message, h) = message_with(&r, &a, |h| part == 0 || (h + times) % 8 == 0);
        let s = bytes32(&(h * &pair.secret % order()));
        let comment = format!("an R of order {order_of_r}");
        list.refused(INVALID, flag, &comment, (&a, &message, &[r, s].concat()));
    }
}

/// Parts of small order that the equation without cofactor sees, and one that cancels.
fn cofactor(list: &mut Signatures) {
    let flag = "Cofactor";
    let pair = pair();
    let eight = &torsion()[1];
    let r = encode(&multiply(&nonce(), &base()));
    let a = encode(&add(&multiply(&pair.secret, &base()), eight));
    let mut with = |comment: &str, even: bool| {
        let (message, h) = message_with(&r, &a, |h| (h == 0) == even);
        let s = bytes32(&((nonce() + h * &pair.secret) % order()));
        let signature = [r, s].concat();
        match even {
            true => list.valid(flag, comment, &a, &message, &signature),
            false => list.refused(INVALID, flag, comment, (&a, &message, &signature)),
        }
    };
    with("a key with a part of order eight, which cancels", true);
    with(
        "a key with a part of order eight, which does not cancel",
        false,
    );
    let mixed = add(&multiply(&nonce(), &base()), eight);
    let signature = signature(&pair, &[], &mixed, MESSAGE);
    list.refused(
        INVALID,
        flag,
        "an R with a part of order eight",
        (&pair.public, MESSAGE, &signature),
    );
}
