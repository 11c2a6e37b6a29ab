//! Operation `point`: 32 bytes where a report has a commitment.

use assay_statement::{HexBytes, Report};
use assay_verifier::{verify_report, VerifyOptions};
use ff::{Field, PrimeField};
use group::{Curve, Group, GroupEncoding};
use pasta_curves::arithmetic::CurveAffine;
use pasta_curves::{Eq, EqAffine, Fq};
use serde_json::{json, Value};

use super::generators::generator;
use crate::operation::{bytes, outputs, Found, Operation};
use crate::report::base::base;
use crate::vector_file::{Notes, VectorFile};

/// The operation of these cases.
pub const OPERATION: Operation = Operation { name: "point", run };

/// The verifier meets the bytes as `C'` of a report that is otherwise in order. A point that is one gets as far as the
/// proof, which is about another.
fn run(_: &Value, case: &Value) -> Found {
    let encoded: [u8; 32] = bytes(case, "bytes").try_into().unwrap();
    let base = base();
    let mut report: Report = base.report.clone();
    report.refreshed.quantities = encoded.into();
    let code = verify_report(&report, &base.registry, &VerifyOptions::default())
        .unwrap_err()
        .code();
    if code != "proof-tags" {
        return Err(code.into());
    }
    let point = EqAffine::from_bytes(&encoded).unwrap();
    let coordinates = point.coordinates().unwrap();
    let coordinate = |value: &Fq| HexBytes(value.to_repr().to_vec()).to_string();
    Ok(outputs(
        json!({ "x": coordinate(coordinates.x()), "y": coordinate(coordinates.y()) }),
    ))
}

const NOTES: &Notes = &[
    (
        "Normal",
        "Takes the other root, or refuses what is a point.",
        "Nothing verifies.",
    ),
    (
        "Canonical",
        "Decodes an encoding that is not the only one of its point.",
        "Reports can be changed by others without becoming invalid.",
    ),
    (
        "OffCurve",
        "Decodes a point of another curve.",
        "Commitments are no longer binding.",
    ),
    (
        "Identity",
        "Takes the identity for a commitment.",
        "A commitment to nothing, without blinders, stands for holdings.",
    ),
];

/// The modulus of the coordinates.
const MODULUS: &str = "0100000021eb468cdda89409fc98462200000000000000000000000000000040";

/// The encoding with the modulus added to `x`.
pub fn unreduced(encoded: &[u8; 32]) -> [u8; 32] {
    add_modulus(encoded, MODULUS)
}

/// A little-endian integer plus a modulus, in place of the same bytes.
pub fn add_modulus(encoded: &[u8; 32], modulus: &str) -> [u8; 32] {
    let modulus = hex::decode(modulus).unwrap();
    let mut sum = [0; 32];
    let mut carry = 0;
    for ((sum, a), b) in sum.iter_mut().zip(encoded).zip(modulus) {
        let total = u16::from(*a) + u16::from(b) + carry;
        *sum = total as u8;
        carry = total >> 8;
    }
    assert_eq!(carry, 0);
    sum
}

/// `x` with the sign bit as it is given.
fn encode(x: Fq, sign: bool) -> [u8; 32] {
    let mut bytes = x.to_repr();
    bytes[31] |= u8::from(sign) << 7;
    bytes
}

fn on_curve(x: &Fq) -> bool {
    bool::from((x.square() * x + EqAffine::b()).sqrt().is_some())
}

/// The first element from `start` on in steps of `step` that is, or is not, the `x` of a point.
fn first(start: Fq, step: Fq, wanted: bool) -> Fq {
    let mut x = start;
    while on_curve(&x) != wanted {
        x += step;
    }
    x
}

/// An `x` below the modulus that is that of no point.
pub fn no_point() -> [u8; 32] {
    encode(first(Fq::ONE, Fq::ONE, false), false)
}

pub fn file() -> VectorFile {
    let mut file = VectorFile::new(OPERATION,
        "32 bytes where a report has a point: the coordinates (little-endian), or why it is refused.",
        NOTES,
    );
    let input = |bytes: [u8; 32]| json!({ "bytes": hex::encode(bytes) });
    let mut valid = |comment: &str, bytes| file.valid("Normal", comment, input(bytes));
    let g = generator(0).to_bytes();
    let mut negative = g;
    negative[31] ^= 0x80;
    valid("G_0", g);
    valid("minus G_0: the other sign", negative);
    let (small, large) = (
        first(Fq::ONE, Fq::ONE, true),
        first(-Fq::ONE, -Fq::ONE, true),
    );
    valid("the smallest x of a point", encode(small, false));
    valid("the smallest x, the other sign", encode(small, true));
    valid("the largest x of a point", encode(large, true));
    valid(
        "the generator of the curve",
        Eq::generator().to_affine().to_bytes(),
    );

    let mut bad =
        |code, flag, comment: &str, bytes| file.refused(code, flag, comment, input(bytes));
    let invalid = "point-invalid";
    bad("point-identity", "Identity", "the identity", [0; 32]);
    bad(
        invalid,
        "Canonical",
        "the identity with a sign",
        encode(Fq::ZERO, true),
    );
    bad(
        invalid,
        "Canonical",
        "x not reduced: 0 as the modulus",
        unreduced(&[0; 32]),
    );
    bad(
        invalid,
        "Canonical",
        "x not reduced: the smallest x",
        unreduced(&encode(small, false)),
    );
    bad(
        invalid,
        "Canonical",
        "x not reduced, with a sign",
        unreduced(&encode(small, true)),
    );
    bad(invalid, "Canonical", "all bits set", [0xff; 32]);
    bad(
        invalid,
        "OffCurve",
        "the smallest x of no point",
        no_point(),
    );
    bad(
        invalid,
        "OffCurve",
        "the largest x of no point, with a sign",
        encode(first(-Fq::ONE, -Fq::ONE, false), true),
    );
    let big_endian = {
        let mut bytes = g;
        bytes.reverse();
        bytes
    };
    bad(
        invalid,
        "OffCurve",
        "G_0 with its bytes in the other order",
        big_endian,
    );
    file
}
