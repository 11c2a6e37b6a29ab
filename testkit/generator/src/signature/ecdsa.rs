//! ECDSA over secp256k1 and P-256, with SHA-256 and a low s.

use assay_statement::{Digest, Scheme};
use assay_verifier::SignatureError;
use k256::sha2::{Digest as _, Sha512};
use num_bigint::BigUint;

use super::scheme_file::Signatures;
use super::weierstrass::{bytes32, compressed, Curve, Point};
use assay_testkit::signing::key;

const MESSAGE: &[u8] = b"reserves";
const SEED: u8 = 0x73;

struct Signer {
    scheme: Scheme,
    curve: Curve,
    secret: BigUint,
    public: Vec<u8>,
}

/// SHA-256 as an integer.
fn hash(message: &[u8]) -> BigUint {
    BigUint::from_bytes_be(&Digest::of(message).0)
}

/// A nonce: secret in real life.
fn nonce() -> BigUint {
    BigUint::from(0x5eed_5eed_5eed_5eed_u64).pow(3)
}

impl Signer {
    fn new(scheme: Scheme) -> Signer {
        let curve = Curve::of(scheme);
        let secret = BigUint::from_bytes_be(&[SEED; 32]);
        let public = compressed(&curve.base(&secret));
        assert_eq!(public, key(scheme, SEED).public_key());
        Signer {
            scheme,
            curve,
            secret,
            public,
        }
    }

    fn inverse(&self, value: &BigUint) -> BigUint {
        value.modinv(&self.curve.n).unwrap()
    }

    fn negative(&self, value: &BigUint) -> BigUint {
        &self.curve.n - value % &self.curve.n
    }

    /// `r` of the nonce.
    fn r(&self) -> BigUint {
        let (x, _) = self.curve.base(&nonce()).unwrap();
        x % &self.curve.n
    }

    fn low(&self, s: BigUint) -> BigUint {
        if &s * 2u8 > self.curve.n {
            &self.curve.n - s
        } else {
            s
        }
    }

    /// `r || s` for a hash, with the low `s`.
    fn sign(&self, e: &BigUint) -> (BigUint, BigUint) {
        let r = self.r();
        let s = self.inverse(&nonce()) * (e + &r * &self.secret) % &self.curve.n;
        (r, self.low(s))
    }

    /// The secret key under which `(r, s)`, with the nonce above, is good for `e`.
    fn secret_for(&self, e: &BigUint, s: &BigUint) -> BigUint {
        let r = self.r();
        let total = s * nonce() + self.negative(e);
        total * self.inverse(&r) % &self.curve.n
    }
}

fn join((r, s): (&BigUint, &BigUint)) -> Vec<u8> {
    [bytes32(r), bytes32(s)].concat()
}

pub fn signatures(scheme: Scheme) -> Signatures {
    let mut list = Signatures::new(
        scheme,
        &[
            (
                "Arithmetic",
                "Has incomplete formulas, or compares without reducing.",
                "Good signatures are refused, or bad ones pass.",
            ),
            (
                "Range",
                "Takes r or s outside 1 to n - 1.",
                "Signatures are forged without a key.",
            ),
        ],
    );
    let signer = Signer::new(scheme);
    valid(&mut list, &signer);
    arithmetic(&mut list, &signer);
    forged(&mut list, &signer);
    range(&mut list, &signer);
    form(&mut list, &signer);
    public_keys(&mut list, &signer);
    list
}

fn valid(list: &mut Signatures, signer: &Signer) {
    for (comment, message) in [
        ("the empty message", vec![]),
        ("a short message", MESSAGE.to_vec()),
        ("a message longer than a block of the hash", vec![0xa5; 300]),
    ] {
        let signature = key(signer.scheme, SEED).sign(&message).unwrap();
        list.valid("Normal", comment, &signer.public, &message, &signature);
    }
    let (r, s) = signer.sign(&hash(MESSAGE));
    list.valid(
        "Normal",
        "another nonce than RFC 6979 makes",
        &signer.public,
        MESSAGE,
        &join((&r, &s)),
    );
}

/// Correct signatures that formulas with exceptions get wrong.
fn arithmetic(list: &mut Signatures, signer: &Signer) {
    let flag = "Arithmetic";
    let (curve, e, r) = (&signer.curve, hash(MESSAGE), signer.r());
    let mut valid = |comment: &str, key: &Point, r: &BigUint, s: &BigUint| {
        list.valid(flag, comment, &compressed(key), MESSAGE, &join((r, s)));
    };
    let half = (&curve.n - 1u8) / 2u8;
    for (comment, s) in [
        ("s of one", BigUint::from(1u8)),
        ("s of (n - 1) / 2, the largest", half.clone()),
    ] {
        let key = curve.base(&signer.secret_for(&e, &s));
        valid(comment, &key, &r, &s);
    }
    // u_1 G = u_2 Q.
    let secret = &e * signer.inverse(&r) % &curve.n;
    let s = signer.low(&e * 2u8 * signer.inverse(&nonce()) % &curve.n);
    valid(
        "the two products are the same point",
        &curve.base(&secret),
        &r,
        &s,
    );
    for (comment, secret) in [
        ("the key is the generator", BigUint::from(1u8)),
        ("the key is minus the generator", &curve.n - 1u8),
    ] {
        let s = signer.inverse(&nonce()) * (&e + &r * &secret) % &curve.n;
        valid(comment, &curve.base(&secret), &r, &signer.low(s));
    }
    // The x of a point above the order: r is x less the order.
    let mut x = curve.n.clone();
    let point = loop {
        x += 1u8;
        assert!(x < curve.p);
        if let Some(point) = curve.lift(&x) {
            break Some(point);
        }
    };
    let (small, s) = (&x - &curve.n, BigUint::from(0x1234_5678_9abc_def1_u64));
    let sum = curve.add(
        &curve.multiply(&s, &point),
        &curve.base(&signer.negative(&e)),
    );
    let key = curve.multiply(&signer.inverse(&small), &sum);
    valid(
        "the x of the point is above n, and r below p - n",
        &key,
        &small,
        &s,
    );

    // u_1 G = -u_2 Q, whatever s is.
    let opposite = curve.base(&signer.negative(&secret));
    list.refused(
        SignatureError::Invalid,
        flag,
        "the two products add up to the identity",
        (&compressed(&opposite), MESSAGE, &join((&r, &s))),
    );
}

fn forged(list: &mut Signatures, signer: &Signer) {
    let e = hash(MESSAGE);
    let (r, s) = signer.sign(&e);
    let good = join((&r, &s));
    let public = &signer.public;
    let mut bad = |comment: &str, key: &[u8], message: &[u8], signature: &[u8]| {
        list.refused(
            SignatureError::Invalid,
            "Forged",
            comment,
            (key, message, signature),
        );
    };
    bad("another message", public, b"reserve$", &good);
    bad(
        "another key",
        &key(signer.scheme, 0x74).public_key(),
        MESSAGE,
        &good,
    );
    let mut negative = public.clone();
    negative[0] ^= 1;
    bad("the key negated", &negative, MESSAGE, &good);
    bad("r one more", public, MESSAGE, &join((&(&r + 1u8), &s)));
    bad("s one more", public, MESSAGE, &join((&r, &(&s + 1u8))));
    let exchanged = join((&s, &signer.low(r.clone())));
    bad("r and s exchanged", public, MESSAGE, &exchanged);

    let twice = hash(&Digest::of(MESSAGE).0);
    let sha512: [u8; 64] = Sha512::digest(MESSAGE).into();
    let mut reversed = Digest::of(MESSAGE).0;
    reversed.reverse();
    let others = [
        ("SHA-256 twice", MESSAGE, twice),
        (
            "the left half of SHA-512",
            MESSAGE,
            BigUint::from_bytes_be(&sha512[..32]),
        ),
        (
            "the hash in the other byte order",
            MESSAGE,
            BigUint::from_bytes_be(&reversed),
        ),
        (
            "a message of 32 bytes, not hashed",
            &[0x5a; 32],
            BigUint::from_bytes_be(&[0x5a; 32]),
        ),
        ("no hash at all: zero", MESSAGE, BigUint::ZERO),
    ];
    for (comment, message, e) in others {
        let (r, s) = signer.sign(&e);
        bad(
            &format!("signed otherwise: {comment}"),
            public,
            message,
            &join((&r, &s)),
        );
    }
}

fn range(list: &mut Signatures, signer: &Signer) {
    let n = &signer.curve.n;
    let e = hash(MESSAGE);
    let (r, s) = signer.sign(&e);
    let (zero, largest) = (BigUint::ZERO, (BigUint::from(1u8) << 256u32) - 1u8);
    let mut bad = |why, flag, comment: &str, signature: &[u8]| {
        list.refused(why, flag, comment, (&signer.public, MESSAGE, signature));
    };
    let out = SignatureError::OutOfRange;
    bad(out, "Range", "r of zero", &join((&zero, &s)));
    bad(out, "Range", "s of zero", &join((&r, &zero)));
    bad(out, "Range", "r and s of zero", &[0; 64]);
    bad(out, "Range", "r of n", &join((n, &s)));
    bad(out, "Range", "s of n", &join((&r, n)));
    bad(out, "Range", "r of 2^256 - 1", &join((&largest, &s)));
    bad(out, "Range", "s of 2^256 - 1", &join((&r, &largest)));
    bad(
        SignatureError::HighS,
        "Malleable",
        "the high s",
        &join((&r, &(n - &s))),
    );
    // Good but for its s, which is the least of the high ones.
    let least = (n + 1u8) / 2u8;
    let secret = signer.secret_for(&e, &least);
    let public = compressed(&signer.curve.base(&secret));
    let signature = join((&signer.r(), &least));
    list.refused(
        SignatureError::HighS,
        "Malleable",
        "s of (n + 1) / 2, one above the largest",
        (&public, MESSAGE, &signature),
    );
}

/// DER of two integers.
fn der(r: &BigUint, s: &BigUint) -> Vec<u8> {
    let integer = |value: &BigUint| {
        let mut bytes = value.to_bytes_be();
        if bytes[0] > 0x7f {
            bytes.insert(0, 0);
        }
        [&[2, bytes.len() as u8], bytes.as_slice()].concat()
    };
    let content = [integer(r), integer(s)].concat();
    [&[0x30, content.len() as u8], content.as_slice()].concat()
}

fn form(list: &mut Signatures, signer: &Signer) {
    let (r, s) = signer.sign(&hash(MESSAGE));
    let good = join((&r, &s));
    let mut bad = |comment: &str, signature: Vec<u8>| {
        let why = SignatureError::Length {
            expected: 64,
            found: signature.len(),
        };
        list.refused(why, "Form", comment, (&signer.public, MESSAGE, &signature));
    };
    bad("no signature", vec![]);
    bad("63 bytes", good[..63].to_vec());
    bad("with a recovery byte", [good.as_slice(), &[0]].concat());
    bad("in DER", der(&r, &s));
}

fn public_keys(list: &mut Signatures, signer: &Signer) {
    let (r, s) = signer.sign(&hash(MESSAGE));
    let good = join((&r, &s));
    let scheme = signer.scheme;
    let mut bad = |comment: &str, key: &[u8]| {
        let why = SignatureError::PublicKey { scheme };
        list.refused(why, "Form", comment, (key, MESSAGE, &good));
    };
    let (x, y) = signer.curve.base(&signer.secret).unwrap();
    let (x, y) = (bytes32(&x), bytes32(&y));
    let with = |prefix: u8| [[prefix].as_slice(), &x].concat();
    bad("the key uncompressed", &[[4].as_slice(), &x, &y].concat());
    bad(
        "the key in hybrid form",
        &[[6 + (y[31] & 1)].as_slice(), &x, &y].concat(),
    );
    bad("the key without prefix", &x);
    bad("a key with the prefix 00", &with(0));
    bad("a key with the prefix 04 and no y", &with(4));
    bad("a key with the prefix 05, of compact points", &with(5));
    bad("the identity as key", &[0]);
    bad("no key", &[]);
    let p = &signer.curve.p;
    bad(
        "a key with an x of the field's modulus",
        &[[2].as_slice(), &bytes32(p)].concat(),
    );
    bad(
        "a key with an x of 2^256 - 1",
        &[[2].as_slice(), &[0xff; 32]].concat(),
    );
    let mut x = BigUint::from(1u8);
    while signer.curve.lift(&x).is_some() {
        x += 1u8;
    }
    bad(
        "a key whose x is that of no point",
        &[[2].as_slice(), &bytes32(&x)].concat(),
    );
}
