//! Short Weierstrass curves in plain integers: slow, leaky, independent of the code under test.

use assay_statement::Scheme;
use num_bigint::BigUint;

/// `None` is the identity.
pub type Point = Option<(BigUint, BigUint)>;

/// `y^2 = x^3 + a x + b` over integers mod `p`, with a generator of prime order `n`.
pub struct Curve {
    pub p: BigUint,
    a: BigUint,
    b: BigUint,
    pub n: BigUint,
    g: Point,
}

fn number(hex: &str) -> BigUint {
    BigUint::parse_bytes(hex.as_bytes(), 16).unwrap()
}

impl Curve {
    pub fn of(scheme: Scheme) -> Curve {
        let (p, a, b, n, x, y) = match scheme {
            Scheme::Secp256k1 => (
                "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f",
                "0",
                "7",
                "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
                "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8",
            ),
            Scheme::P256 => (
                "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
                "ffffffff00000001000000000000000000000000fffffffffffffffffffffffc",
                "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
                "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
                "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
                "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
            ),
            Scheme::Ed25519 => panic!("another form of curve"),
        };
        Curve {
            p: number(p),
            a: number(a),
            b: number(b),
            n: number(n),
            g: Some((number(x), number(y))),
        }
    }

    fn sub(&self, a: &BigUint, b: &BigUint) -> BigUint {
        (a + &self.p - b) % &self.p
    }

    pub fn add(&self, left: &Point, right: &Point) -> Point {
        let (Some((x1, y1)), Some((x2, y2))) = (left, right) else {
            return left.clone().or_else(|| right.clone());
        };
        let (top, bottom) = if x1 != x2 {
            (self.sub(y2, y1), self.sub(x2, x1))
        } else if y1 == y2 {
            (x1 * x1 * 3u8 + &self.a, y1 * 2u8)
        } else {
            return None;
        };
        let slope = top * bottom.modinv(&self.p).unwrap() % &self.p;
        let x3 = self.sub(&self.sub(&(&slope * &slope % &self.p), x1), x2);
        let y3 = self.sub(&(&slope * self.sub(x1, &x3) % &self.p), y1);
        Some((x3, y3))
    }

    pub fn multiply(&self, scalar: &BigUint, point: &Point) -> Point {
        let mut sum = None;
        for i in (0..scalar.bits()).rev() {
            sum = self.add(&sum, &sum);
            if scalar.bit(i) {
                sum = self.add(&sum, point);
            }
        }
        sum
    }

    pub fn base(&self, scalar: &BigUint) -> Point {
        self.multiply(scalar, &self.g)
    }

    /// A point with this `x`, if there is one.
    pub fn lift(&self, x: &BigUint) -> Point {
        let square = (x * x * x + &self.a * x + &self.b) % &self.p;
        // p is 3 mod 4 for both curves.
        let y = square.modpow(&((&self.p + 1u8) / 4u8), &self.p);
        (&y * &y % &self.p == square).then(|| (x.clone(), y))
    }
}

/// 32 bytes, big-endian.
pub fn bytes32(value: &BigUint) -> [u8; 32] {
    let bytes = value.to_bytes_be();
    let mut out = [0; 32];
    out[32 - bytes.len()..].copy_from_slice(&bytes);
    out
}

/// SEC 1, compressed.
pub fn compressed(point: &Point) -> Vec<u8> {
    let (x, y) = point.as_ref().unwrap();
    [[2 + u8::from(y.bit(0))].as_slice(), &bytes32(x)].concat()
}
