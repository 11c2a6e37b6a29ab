//! Operation `proof`: a proof and everything it is about, without documents.

pub mod contexts;
mod forger;
mod forgeries;
mod statements;
mod tampered;

use assay_circuits::Shape;
use assay_statement::Program;
use assay_verifier::{
    verify_proof, verify_proofs, ColumnCommitments, Instance, ProofError, ProofsError, ReportError,
    RerandomizedCommitments, VerifyingKey,
};
use ff::PrimeField;
use group::GroupEncoding;
use pasta_curves::{EqAffine, Fp};
use serde_json::{Map, Value};

use crate::commitment::shape;
use crate::operations::{bytes, edited, text, Found};
use crate::vector_file::{Notes, VectorFile};

/// A statement, read.
struct Given {
    key: VerifyingKey,
    program: Program,
    commitments: Vec<EqAffine>,
    refreshed: RerandomizedCommitments,
    columns: ColumnCommitments,
    context: Fp,
    proof: Vec<u8>,
}

/// As a report's points are read.
fn point(text: &str) -> Result<EqAffine, String> {
    let bytes: [u8; 32] = hex::decode(text).unwrap().try_into().unwrap();
    let point: Option<EqAffine> = EqAffine::from_bytes(&bytes).into();
    point.ok_or_else(|| "point-invalid".into())
}

fn points(list: &Value) -> Result<Vec<EqAffine>, String> {
    let list = list.as_array().unwrap().iter();
    list.map(|text| point(text.as_str().unwrap())).collect()
}

impl Given {
    fn read(value: &Value) -> Result<Given, String> {
        let context: [u8; 32] = bytes(value, "context").try_into().unwrap();
        let columns = &value["columns"];
        let program = Program::from_bytes(&bytes(value, "program"))
            .map_err(|error| code(ProofError::Program(error)))?;
        let elements = value["proof"].as_array().unwrap().iter();
        Ok(Given {
            key: VerifyingKey::standard(shape(&value["shape"])).unwrap(),
            program,
            commitments: points(&value["commitments"])?,
            refreshed: RerandomizedCommitments {
                quantities: point(text(&value["refreshed"], "quantities"))?,
                tagged: point(text(&value["refreshed"], "tagged"))?,
            },
            columns: ColumnCommitments {
                tags: point(text(columns, "tags"))?,
                weights: points(&columns["weights"])?,
            },
            context: Fp::from_repr(context).unwrap(),
            proof: elements
                .flat_map(|e| hex::decode(e.as_str().unwrap()).unwrap())
                .collect(),
        })
    }

    fn instance(&self) -> Instance<'_> {
        Instance {
            program: &self.program,
            custodian_commitments: &self.commitments,
            rerandomized: self.refreshed,
            columns: &self.columns,
            context: self.context,
        }
    }

    fn has_identity(&self) -> bool {
        let RerandomizedCommitments { quantities, tagged } = self.refreshed;
        let more = [quantities, tagged, self.columns.tags];
        let all = self
            .commitments
            .iter()
            .chain(&self.columns.weights)
            .chain(&more);
        all.copied().any(|point| point == EqAffine::default())
    }
}

fn code(error: ProofError) -> String {
    ReportError::Proof(error).code().into()
}

pub fn run(file: &Value, case: &Value) -> Found {
    let shared = &file["statements"][text(case, "statement")];
    let given = Given::read(&edited(shared, case))?;
    let instance = given.instance();
    let found = verify_proof(&given.key, &instance, &given.proof);
    // A batch of one says the same.
    let batch = verify_proofs(&given.key, &[(instance, &given.proof)]);
    let expected = found
        .clone()
        .map_err(|error| ProofsError::Proof { index: 0, error });
    assert_eq!(batch, expected, "{}", case["comment"]);
    match found {
        Ok(()) => Ok(Map::new()),
        // A report's points are decoded before its proof: there the identity has its own code.
        Err(ProofError::IdentityPoint) if given.has_identity() => Err("point-identity".into()),
        Err(error) => Err(code(error)),
    }
}

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
    let mut file = VectorFile::new("proof", &comment, list);
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
        let input = tampered::case(forgery.name, vec![]);
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
