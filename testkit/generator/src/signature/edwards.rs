//! edwards25519 in plain integers: slow, leaky, independent of the code under test.

use k256::sha2::{Digest, Sha512};
use num_bigint::BigUint;

/// `-x^2 + y^2 = 1 + d x^2 y^2`.
pub type Point = (BigUint, BigUint);

pub fn p() -> BigUint {
    (BigUint::from(1u8) << 255u32) - 19u8
}

/// The order of the base point.
pub fn order() -> BigUint {
    (BigUint::from(1u8) << 252u32) + 27_742_317_777_372_353_535_851_937_790_883_648_493u128
}

fn minus(a: &BigUint) -> BigUint {
    (p() - a % p()) % p()
}

fn invert(a: &BigUint) -> BigUint {
    a.modinv(&p()).unwrap()
}

fn d() -> BigUint {
    minus(&(BigUint::from(121_665u32) * invert(&BigUint::from(121_666u32))))
}

pub fn identity() -> Point {
    (BigUint::ZERO, BigUint::from(1u8))
}

pub fn add((x1, y1): &Point, (x2, y2): &Point) -> Point {
    let p = p();
    let one = BigUint::from(1u8);
    let product = d() * x1 * x2 % &p * y1 * y2 % &p;
    let x = (x1 * y2 + x2 * y1) * invert(&(&one + &product));
    let y = (y1 * y2 + x1 * x2) * invert(&((one + &p - product) % &p));
    (x % &p, y % &p)
}

pub fn multiply(scalar: &BigUint, point: &Point) -> Point {
    let mut sum = identity();
    for i in (0..scalar.bits()).rev() {
        sum = add(&sum, &sum);
        if scalar.bit(i) {
            sum = add(&sum, point);
        }
    }
    sum
}

/// The point with this `y` and an even `x`.
pub fn lift(y: &BigUint) -> Option<Point> {
    let p = p();
    let y2 = y * y;
    let x2 = (&y2 + &p - 1u8) * invert(&((d() * &y2 + 1u8) % &p)) % &p;
    let mut x = x2.modpow(&((&p + 3u8) / 8u8), &p);
    if &x * &x % &p != x2 {
        let root = BigUint::from(2u8).modpow(&((&p - 1u8) / 4u8), &p);
        x = x * root % &p;
    }
    if &x * &x % &p != x2 {
        return None;
    }
    let x = if x.bit(0) { minus(&x) } else { x };
    Some((x, y % &p))
}

pub fn base() -> Point {
    lift(&(BigUint::from(4u8) * invert(&BigUint::from(5u8)) % p())).unwrap()
}

pub fn bytes32(value: &BigUint) -> [u8; 32] {
    let bytes = value.to_bytes_le();
    let mut out = [0; 32];
    out[..bytes.len()].copy_from_slice(&bytes);
    out
}

pub fn encode((x, y): &Point) -> [u8; 32] {
    let mut bytes = bytes32(y);
    bytes[31] |= u8::from(x.bit(0)) << 7;
    bytes
}

/// The eight points whose order divides eight.
pub fn torsion() -> Vec<Point> {
    let order = order();
    // A point of order eight: any point times the order of the base point, if that has not less.
    let mut y = BigUint::from(2u8);
    let generator = loop {
        if let Some(point) = lift(&y) {
            let small = multiply(&order, &point);
            if multiply(&BigUint::from(4u8), &small) != identity() {
                break small;
            }
        }
        y += 1u8;
    };
    (0u8..8).map(|i| multiply(&i.into(), &generator)).collect()
}

fn sha512(parts: &[&[u8]]) -> [u8; 64] {
    let mut hash = Sha512::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize().into()
}

/// The secret scalar and the prefix of a key.
pub fn expand(seed: &[u8; 32]) -> (BigUint, [u8; 32]) {
    let mut hash = sha512(&[seed]);
    hash[0] &= 248;
    hash[31] = (hash[31] & 127) | 64;
    let prefix = hash[32..].try_into().unwrap();
    (BigUint::from_bytes_le(&hash[..32]), prefix)
}

/// `h` of RFC 8032, of the bytes as given, after an optional prefix.
pub fn challenge(prefix: &[u8], r: &[u8; 32], a: &[u8; 32], message: &[u8]) -> BigUint {
    BigUint::from_bytes_le(&sha512(&[prefix, r, a, message])) % order()
}
