//! Operation `proof`: a proof and everything it is about, without documents.

use assay_statement::Program;
use assay_verifier::{
    verify_proof, verify_proofs, ColumnCommitments, Instance, ProofError, ProofsError, ReportError,
    RerandomizedCommitments, VerifyingKey,
};
use ff::PrimeField;
use pasta_curves::{EqAffine, Fp};
use serde_json::{Map, Value};

use super::points::{point, points};
use crate::commitment::shape;
use crate::operation::{bytes, edited, text, Found, Operation};

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

/// The operation of these cases.
pub const OPERATION: Operation = Operation { name: "proof", run };

fn run(file: &Value, case: &Value) -> Found {
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
