//! Operation `context`: digests, commitments and predecessor to the scalar that a proof is bound to.

use assay_statement::Digest;
use assay_verifier::{context, ContextParts};
use ff::PrimeField;
use group::GroupEncoding;
use serde_json::{json, Value};

use super::points::points;
use crate::commitment::generators::generator;
use crate::operation::{outputs, text, Found, Operation};
use crate::vector_file::{Notes, VectorFile};

/// The operation of these cases.
pub const OPERATION: Operation = Operation {
    name: "context",
    run,
};

fn run(_: &Value, case: &Value) -> Found {
    let digest = |name: &str| -> Digest { text(case, name).parse().unwrap() };
    let attestations: Vec<Digest> = serde_json::from_value(case["attestations"].clone()).unwrap();
    let commitments = points(&case["commitments"])?;
    let context = context(&ContextParts {
        book: digest("book"),
        policy: digest("policy"),
        supply: digest("supply"),
        program: digest("program"),
        attestations: &attestations,
        commitments: &commitments,
        previous: case.get("previous").map(|_| digest("previous")),
    });
    Ok(outputs(
        json!({ "context": hex::encode(context.to_repr()) }),
    ))
}

const NOTES: &Notes = &[
    (
        "Parts",
        "Leaves a part out, or takes the parts in another order.",
        "A proof is used again for another report.",
    ),
    (
        "Framing",
        "Leaves out the lengths of the lists, or the byte before the predecessor.",
        "Two reports have one context.",
    ),
];

pub fn file() -> VectorFile {
    let mut file = VectorFile::new(OPERATION,
        "Digests, commitments and predecessor of a report, and its context: a scalar, 32 bytes, little-endian.",
        NOTES,
    );
    let d = |byte: &str| byte.repeat(32);
    let g = |i: u32| hex::encode(generator(i).to_bytes());
    let base = json!({
        "book": d("a1"), "policy": d("a2"), "supply": d("a3"), "program": d("a4"),
        "attestations": [d("b1"), d("b2")], "commitments": [g(0), g(1)],
    });
    let mut add = |flag, comment: &str, changes: Value| {
        let mut input = base.clone();
        for (name, value) in changes.as_object().unwrap() {
            input[name] = value.clone();
        }
        file.valid(flag, comment, input);
    };
    add("Parts", "two custodians, the first report", json!({}));
    add(
        "Parts",
        "policy and supply exchanged",
        json!({ "policy": d("a3"), "supply": d("a2") }),
    );
    add(
        "Parts",
        "attestations exchanged",
        json!({ "attestations": [d("b2"), d("b1")] }),
    );
    add(
        "Parts",
        "commitments exchanged",
        json!({ "commitments": [g(1), g(0)] }),
    );
    add(
        "Framing",
        "a predecessor of zeros is not none",
        json!({ "previous": d("00") }),
    );
    add("Framing", "a predecessor", json!({ "previous": d("c1") }));
    add(
        "Framing",
        "no custodian at all",
        json!({ "attestations": [], "commitments": [] }),
    );
    add(
        "Framing",
        "three attestations, one commitment",
        json!({ "attestations": [d("b1"), d("b2"), d("b3")], "commitments": [g(0)] }),
    );
    add(
        "Framing",
        "one custodian",
        json!({ "attestations": [d("b1")], "commitments": [g(0)] }),
    );
    file
}
