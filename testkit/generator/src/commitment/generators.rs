//! Operation `hash-to-curve`: the hash that all generators come from.

use group::{Curve, GroupEncoding};
use pasta_curves::arithmetic::CurveExt;
use pasta_curves::{Eq, EqAffine};
use serde_json::{json, Value};

use crate::operation::{bytes, outputs, Found, Operation};
use crate::vector_file::{Notes, VectorFile};

/// halo2's domain separator.
const DOMAIN: &str = "Halo2-Parameters";

fn hash(message: &[u8]) -> EqAffine {
    Eq::hash_to_curve(DOMAIN)(message).to_affine()
}

/// `G_i`.
pub fn generator(i: u32) -> EqAffine {
    hash(&message(i))
}

fn message(i: u32) -> Vec<u8> {
    [[0].as_slice(), &i.to_le_bytes()].concat()
}

/// The operation of these cases.
pub const OPERATION: Operation = Operation {
    name: "hash-to-curve",
    run,
};

fn run(_: &Value, case: &Value) -> Found {
    let point = hash(&bytes(case, "message"));
    Ok(outputs(json!({ "point": hex::encode(point.to_bytes()) })))
}

const NOTES: &Notes = &[
    (
        "Generator",
        "Has other generators than halo2.",
        "Nothing verifies.",
    ),
    (
        "Message",
        "Hashes messages of some lengths otherwise.",
        "Generators are right by chance.",
    ),
];

pub fn file() -> VectorFile {
    let mut file = VectorFile::new(
        OPERATION,
        "Messages, and the points of Vesta that they hash to under the domain Halo2-Parameters.",
        NOTES,
    );
    for i in [0, 1, 127, 128, 255, 511, 1023, 4095] {
        let input = json!({ "message": hex::encode(message(i)) });
        file.valid("Generator", &format!("G_{i}"), input);
    }
    file.valid("Generator", "W", json!({ "message": "01" }));
    file.valid("Generator", "U", json!({ "message": "02" }));
    file.valid("Message", "nothing", json!({ "message": "" }));
    let long = "5a".repeat(200);
    file.valid(
        "Message",
        "longer than a block of the hash",
        json!({ "message": long }),
    );
    file
}

/// The generators of the keys are these hashes.
pub fn keys_have_these_generators() {
    use assay_circuits::Shape;
    let key = assay_verifier::VerifyingKey::standard(Shape::STANDARD[4]).unwrap();
    for i in [0, 1, 127, 128, 255, 511, 1023, 4095] {
        assert_eq!(key.generators[i], generator(i as u32));
    }
    assert_eq!(key.blinding, hash(&[1]));
    assert_eq!(key.inner_product, hash(&[2]));
}
