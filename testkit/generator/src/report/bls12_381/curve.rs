//! Encodings that are no points of the suite, by integers alone.

use num_bigint::BigUint;

/// Bytes of a coordinate.
const COORDINATE: usize = 48;
/// Bytes of a point.
pub const POINT: usize = 2 * COORDINATE;

/// The modulus of coordinates.
fn modulus() -> BigUint {
    let text = "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab";
    BigUint::parse_bytes(text.as_bytes(), 16).unwrap()
}

fn coordinate(integer: &BigUint) -> Vec<u8> {
    let digits = integer.to_bytes_be();
    let mut bytes = vec![0; COORDINATE - digits.len()];
    bytes.extend(digits);
    bytes
}

fn point(x: &BigUint, y: &BigUint) -> [u8; POINT] {
    let bytes = [coordinate(x), coordinate(y)].concat();
    bytes.try_into().unwrap()
}

fn coordinates(point: &[u8]) -> (BigUint, BigUint) {
    let (x, y) = point.split_at(COORDINATE);
    (BigUint::from_bytes_be(x), BigUint::from_bytes_be(y))
}

/// The point of the curve with the least `x`, which is not in the group: that has one point in 2^125.
pub fn outside_of_the_group() -> [u8; POINT] {
    let p = modulus();
    let root_exponent = (&p + 1u32) >> 2;
    let mut x = BigUint::from(0u32);
    loop {
        x += 1u32;
        let square = (&x * &x * &x + 4u32) % &p;
        let y = square.modpow(&root_exponent, &p);
        if (&y * &y) % &p == square {
            return point(&x, &y);
        }
    }
}

/// A point with one more in `y`: not on the curve, whose points of one `x` have opposite `y`.
pub fn off_the_curve(point_bytes: &[u8]) -> [u8; POINT] {
    let (x, y) = coordinates(point_bytes);
    point(&x, &((y + 1u32) % modulus()))
}

/// The same point with an `x` that is not reduced.
pub fn unreduced(point_bytes: &[u8]) -> [u8; POINT] {
    let (x, y) = coordinates(point_bytes);
    point(&(x + modulus()), &y)
}

/// The same point with a flag of other encodings of this curve: 0x80 compressed, 0x40 the identity, 0x20 a sign.
pub fn flagged(point_bytes: &[u8], flag: u8) -> [u8; POINT] {
    let mut bytes: [u8; POINT] = point_bytes.try_into().unwrap();
    bytes[0] |= flag;
    bytes
}

/// The opposite point.
pub fn negated(point_bytes: &[u8]) -> [u8; POINT] {
    let (x, y) = coordinates(point_bytes);
    point(&x, &(modulus() - y))
}

/// A scalar of the group plus its order, if that still has 32 bytes.
pub fn unreduced_scalar(scalar: &[u8]) -> Option<[u8; 32]> {
    let order = "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001";
    let order = BigUint::parse_bytes(order.as_bytes(), 16).unwrap();
    let digits = (BigUint::from_bytes_be(scalar) + order).to_bytes_be();
    let start = 32usize.checked_sub(digits.len())?;
    let mut bytes = [0; 32];
    bytes[start..].copy_from_slice(&digits);
    Some(bytes)
}
