//! The files of operation `proof`.

pub mod contexts;
mod forger;
mod forgeries;
pub mod given;
mod points;
mod statements;
mod tampered;

pub use forgeries::a_forger_that_does_not_cheat_is_believed;
pub use tampered::Layout;

use assay_circuits::Shape;
use serde_json::{Map, Value};

use self::given::OPERATION;
use self::statements::case;
use crate::vector_file::{Notes, VectorFile};

const NOTES: [(&str, &str, &str); 6] = [
    (
        "Normal",
        "Refuses what is in order.",
        "Honest reports are lost.",
    ),
    (
        "Boundary",
        "Computes with other integers at the ends of their ranges.",
        "Honest reports are lost, or integers wrap.",
    ),
    (
        "Encoding",
        "Decodes points or scalars that are not canonical, the identity, or a proof of another length.",
        "Proofs can be changed by others, or binding is lost.",
    ),
    (
        "Transcript",
        "Leaves something out of the transcript, or takes it in another order.",
        "A prover chooses it after the challenge that it should answer to.",
    ),
    (
        "Binding",
        "Does not tie the proof to the statement: to its program, its commitments, its context.",
        "A proof is used again for another statement.",
    ),
    (
        "Forgery",
        "Skips an equation, or takes a value from the proof where its own is needed.",
        "Reserves that do not exist are proved.",
    ),
];

fn file(shape: Shape) -> VectorFile {
    let comment = format!(
        "Proofs of shape {shape}. Each case edits one of the statements by JSON Patch. A proof is the concatenation of its \
         elements, 32 bytes each."
    );
    let list: &Notes = &NOTES;
    let mut file = VectorFile::new(OPERATION, &comment, list);
    let statements = statements::of(shape);
    let mut shared: Map<String, Value> = statements
        .iter()
        .map(|(name, proved)| ((*name).into(), proved.to_json()))
        .collect();
    let forged = if shape == Shape::STANDARD[0] {
        forgeries::all()
    } else {
        vec![]
    };
    for forgery in &forged {
        shared.insert(forgery.name.into(), forgery.proved.to_json());
    }
    file.share("statements", Value::Object(shared));
    statements::add_to(&mut file, &statements);
    tampered::add_to(&mut file, shape, &statements);
    for forgery in forged {
        let input = case(forgery.name, vec![]);
        file.refused(forgery.code, "Forgery", forgery.comment, input);
    }
    // Not every shape has a case of every flag.
    let used = |flag: &String| file.cases.iter().any(|case| case.flags.contains(flag));
    file.notes = file
        .notes
        .iter()
        .filter(|note| used(&note.flag))
        .cloned()
        .collect();
    file
}

/// Names and contents of the files.
pub fn files() -> Vec<(String, VectorFile)> {
    let shapes = &Shape::STANDARD[..3];
    let name = |shape: &Shape| format!("proof/{}-{}.json", shape.k(), shape.rules());
    shapes
        .iter()
        .map(|shape| (name(shape), file(*shape)))
        .collect()
}
