//! Operation `commitment`: quantities and blinders to a point. Beside it: hash to curve, and encodings of points.

pub mod generators;
pub mod points;

use assay_circuits::Shape;
use assay_prover::low_level::{Blinders, Committer};
use assay_statement::{fields, parse_object, Blinder, RowQuantity};
use ff::{Field, PrimeField};
use group::GroupEncoding;
use pasta_curves::Fp;
use serde_json::{json, Value};

use crate::operation::{outputs, Found, Operation};
use crate::vector_file::{Notes, VectorFile};

/// What a commitment hides.
struct Hidden {
    quantities: Vec<RowQuantity>,
    blinders: [Blinder; 4],
}

fields!(Hidden {
    quantities,
    blinders
});

/// The operation of these cases.
pub const OPERATION: Operation = Operation {
    name: "commitment",
    run,
};

fn run(_: &Value, case: &Value) -> Found {
    let refused = |code: &str| code.to_string();
    let malformed = |_| refused("malformed");
    let shape = shape(&case["shape"]);
    let hidden = json!({ "quantities": case["quantities"], "blinders": case["blinders"] });
    let Hidden {
        quantities,
        blinders,
    } = parse_object(hidden.to_string().as_bytes(), 1 << 20).map_err(malformed)?;
    let bytes = [0, 1, 2, 3].map(|i: usize| blinders[i].0);
    let blinders = Blinders::from_bytes(&bytes).ok_or_else(|| refused("blinder-not-reduced"))?;
    let pairs = quantities
        .iter()
        .map(|item| (item.row as usize, item.quantity));
    let point = Committer::new(shape)
        .unwrap()
        .commit(pairs, &blinders)
        .ok_or_else(|| refused("row-out-of-range"))?;
    Ok(outputs(
        json!({ "commitment": hex::encode(point.to_bytes()) }),
    ))
}

/// `{"k": 7, "rules": 4}`.
pub fn shape(value: &Value) -> Shape {
    let number = |name: &str| value[name].as_u64().unwrap();
    Shape::new(number("k") as u32, number("rules") as usize).unwrap()
}

const NOTES: &Notes = &[
    (
        "Normal",
        "Commits otherwise than everybody else.",
        "Nobody can open the commitment: honest reports are lost.",
    ),
    (
        "Boundary",
        "Truncates large quantities, or takes rows that are none.",
        "A commitment holds something else than its owner signs for.",
    ),
    (
        "Encoding",
        "Reads a number or blinder that has another spelling.",
        "Implementations do not agree on what an opening opens.",
    ),
];

fn scalar(value: Fp) -> String {
    hex::encode(value.to_repr())
}

/// The modulus: what is no blinder any more.
const MODULUS: &str = "01000000ed302d991bf94c09fc98462200000000000000000000000000000040";

struct Input {
    shape: Shape,
    quantities: Vec<(u64, String)>,
    blinders: [String; 4],
}

impl Input {
    fn value(&self) -> Value {
        let quantity =
            |(row, quantity): &(u64, String)| json!({ "row": row, "quantity": quantity });
        json!({
            "shape": { "k": self.shape.k(), "rules": self.shape.rules() },
            "quantities": self.quantities.iter().map(quantity).collect::<Vec<_>>(),
            "blinders": self.blinders,
        })
    }
}

pub fn file() -> VectorFile {
    let mut file = VectorFile::new(OPERATION,
        "Quantities by row of the book and four blinders, and the commitment to them. Rows that are not listed hold \
         nothing.",
        NOTES,
    );
    for shape in [Shape::STANDARD[0], Shape::STANDARD[1]] {
        valid(&mut file, shape);
    }
    refused(&mut file);
    file
}

fn valid(file: &mut VectorFile, shape: Shape) {
    let zero = || [(); 4].map(|()| scalar(Fp::ZERO));
    let mixed = [Fp::from(3), -Fp::from(4), Fp::from_u128(1 << 100), -Fp::ONE].map(scalar);
    let last = shape.buckets() as u64 - 1;
    let mut add = |flag, comment: &str, quantities: &[(u64, u64)], blinders: [String; 4]| {
        let list = quantities.iter().map(|(row, q)| (*row, q.to_string()));
        let quantities = list.collect();
        let input = Input {
            shape,
            quantities,
            blinders,
        };
        file.valid(flag, &format!("{shape}: {comment}"), input.value());
    };
    add(
        "Normal",
        "one unit in the first row: the generator of row 1",
        &[(0, 1)],
        zero(),
    );
    add("Normal", "one unit in the last row", &[(last, 1)], zero());
    let mut one = zero();
    one[0] = scalar(Fp::ONE);
    add(
        "Normal",
        "a first blinder of one: the generator of the first blinder row",
        &[],
        one,
    );
    let mut one = zero();
    one[3] = scalar(Fp::ONE);
    add("Normal", "a last blinder of one", &[], one);
    add(
        "Normal",
        "some rows, four blinders",
        &[(0, 25), (2, 1_000_000_007), (5, 9)],
        mixed.clone(),
    );
    add(
        "Normal",
        "the same and a row of zero",
        &[(0, 25), (2, 1_000_000_007), (3, 0), (5, 9)],
        mixed,
    );
    add(
        "Boundary",
        "quantities of 2^64 - 1, 2^63 and 2^32",
        &[(0, u64::MAX), (1, 1 << 63), (last, 1 << 32)],
        zero(),
    );
    let largest = [(); 4].map(|()| scalar(-Fp::ONE));
    add("Boundary", "the largest blinders", &[(1, 1)], largest);
    add(
        "Boundary",
        "nothing at all: the identity, which no verifier takes",
        &[],
        zero(),
    );
}

fn refused(file: &mut VectorFile) {
    let shape = Shape::STANDARD[0];
    let buckets = shape.buckets() as u64;
    let input = |row: u64, quantity: &str| Input {
        shape,
        quantities: vec![(row, quantity.into())],
        blinders: [1, 2, 3, 4].map(|b| scalar(Fp::from(b))),
    };
    for (comment, row) in [
        ("the first row beyond the shape: a blinder row", buckets),
        ("the last row of the trace", shape.n() as u64 - 2),
        ("a row beyond the trace", shape.n() as u64),
    ] {
        file.refused(
            "row-out-of-range",
            "Boundary",
            comment,
            input(row, "1").value(),
        );
    }
    for (comment, quantity) in [
        ("a quantity of 2^64", "18446744073709551616"),
        ("a negative quantity", "-1"),
        ("a quantity with a fraction", "1.0"),
        ("a quantity with a leading zero", "01"),
        ("a quantity with a plus", "+1"),
        ("an empty quantity", ""),
    ] {
        file.refused("malformed", "Encoding", comment, input(0, quantity).value());
    }
    let blinded = |third: &str| {
        let mut input = input(0, "1");
        input.blinders[2] = third.into();
        input.value()
    };
    let code = "blinder-not-reduced";
    file.refused(code, "Encoding", "a blinder of p", blinded(MODULUS));
    file.refused(
        code,
        "Encoding",
        "a blinder of 2^256 - 1",
        blinded(&"ff".repeat(32)),
    );
    file.refused(
        "malformed",
        "Encoding",
        "a blinder of 31 bytes",
        blinded(&"00".repeat(31)),
    );
    let mut three = input(0, "1").value();
    three["blinders"].as_array_mut().unwrap().pop();
    file.refused("malformed", "Encoding", "three blinders", three);
}
