//! Statements that are true, and proofs of them. Blinders and nonces come from seeds: known to everyone.

use assay_circuits::Shape;
use assay_prover::low_level::{Proof, Prover};
use assay_statement::{Bound, Program, ProgramRow, ProgramRule};
use assay_verifier::{ColumnCommitments, RerandomizedCommitments};
use ff::{FromUniformBytes, PrimeField};
use group::GroupEncoding;
use num_bigint::BigInt;
use pasta_curves::{EqAffine, Fp};
use serde_json::{json, Value};

use crate::vector_file::VectorFile;
use assay_testkit::patch::Edit;
use assay_testkit::proofs::{bound, rng, weighted, Case};

/// The input of a case: a statement by name, edited.
pub fn case(statement: &str, edit: Vec<Edit>) -> Value {
    json!({ "statement": statement, "edit": edit })
}

/// What a proof is about, and the proof.
#[derive(Clone)]
pub struct Proved {
    pub program: Program,
    pub commitments: Vec<EqAffine>,
    pub context: Fp,
    pub proof: Proof,
}

impl Proved {
    pub fn to_json(&self) -> Value {
        let point = |point: &EqAffine| hex::encode(point.to_bytes());
        let points = |list: &[EqAffine]| list.iter().map(point).collect::<Vec<_>>();
        let RerandomizedCommitments { quantities, tagged } = &self.proof.refreshed;
        let ColumnCommitments { tags, weights } = &self.proof.columns;
        json!({
            "shape": { "k": self.program.shape.k(), "rules": self.program.shape.rules() },
            "program": hex::encode(self.program.to_bytes().unwrap()),
            "commitments": points(&self.commitments),
            "refreshed": { "quantities": point(quantities), "tagged": point(tagged) },
            "columns": { "tags": point(tags), "weights": points(weights) },
            "context": hex::encode(self.context.to_repr()),
            "proof": self.proof.bytes.chunks(32).map(hex::encode).collect::<Vec<_>>(),
        })
    }
}

fn proved(prover: &Prover, case: &Case, seed: u64) -> Proved {
    Proved {
        program: case.program.clone(),
        commitments: case.commitments.clone(),
        context: case.context,
        proof: case.prove_with(prover, rng(seed)),
    }
}

/// Six rows of three custodians; a requirement, a limit and a bound below zero; the other rules of the shape are unused.
pub fn small(shape: Shape) -> Case {
    let row = |custodian, value| ProgramRow { custodian, value };
    let rows = vec![
        row(0, 99_867_111),
        row(0, 100_000_000),
        row(1, 1),
        row(2, u64::MAX),
        row(1, 100_046_875),
        row(2, 100_000_000),
    ];
    let quantities = vec![4_000_000, 1_500_000_000_000, u64::MAX, 3, 0, 777];
    let mut program = Program {
        shape,
        custodians: 3,
        rows,
        rules: vec![],
    };
    let slacks = [0u64, 1, 1 << 40];
    let multipliers = [
        vec![10_000, 9_990, 10_000, 9_800, 0, 10_000],
        vec![0, 0, i32::MAX, 0, -i32::MAX, 0],
        vec![-940_000, 60_000, 60_000, 60_000, -1, 60_000],
    ];
    for (multipliers, slack) in multipliers.into_iter().zip(slacks) {
        let sum = weighted(&program, &multipliers, &quantities);
        let bound = bound(&(sum - slack));
        program.rules.push(ProgramRule { multipliers, bound });
    }
    in_context(Case::from_program(program, quantities, &mut rng(1)))
}

/// A context that fills its bytes.
fn in_context(case: Case) -> Case {
    Case {
        context: Fp::from_uniform_bytes(&[0xc7; 64]),
        ..case
    }
}

/// Every row in use, all quantities as large as they can be; a tight bound and the lowest one.
fn largest(shape: Shape, multiplier: i32) -> Case {
    let rows = shape.buckets();
    let row = ProgramRow {
        custodian: 0,
        value: u64::MAX,
    };
    let mut program = Program {
        shape,
        custodians: 1,
        rows: vec![row; rows],
        rules: vec![],
    };
    let quantities = vec![u64::MAX; rows];
    let multipliers = vec![multiplier; rows];
    let sum = weighted(&program, &multipliers, &quantities);
    let lowest = BigInt::from(1) - (BigInt::from(1) << 176u32);
    for bound in [bound(&sum), bound(&lowest)] {
        let multipliers = multipliers.clone();
        program.rules.push(ProgramRule { multipliers, bound });
    }
    Case::from_program(program, quantities, &mut rng(2))
}

/// No row, no rule.
fn empty(shape: Shape) -> Case {
    let program = Program {
        shape,
        custodians: 1,
        rows: vec![],
        rules: vec![],
    };
    Case::from_program(program, vec![], &mut rng(3))
}

/// Statements by name; "small" is the one that others edit.
pub fn of(shape: Shape) -> Vec<(&'static str, Proved)> {
    let prover = Prover::new(shape).unwrap();
    let small = small(shape);
    let mut elsewhere = small_again(&small);
    elsewhere.context += Fp::from(1);
    let mut list = vec![
        ("small", proved(&prover, &small, 11)),
        ("small-again", proved(&prover, &small, 12)),
        ("small-elsewhere", proved(&prover, &elsewhere, 13)),
    ];
    if shape == Shape::STANDARD[0] {
        list.push(("largest", proved(&prover, &largest(shape, i32::MAX), 14)));
        list.push((
            "largest-limit",
            proved(&prover, &largest(shape, -i32::MAX), 15),
        ));
        list.push(("empty", proved(&prover, &empty(shape), 16)));
    } else {
        let rows = if shape == Shape::STANDARD[1] {
            shape.buckets()
        } else {
            40
        };
        let full = Case::new(shape, rows, 7, 5, 4);
        list.push(("random", proved(&prover, &full, 17)));
    }
    list
}

fn small_again(case: &Case) -> Case {
    let again = Case::from_program(case.program.clone(), case.quantities.clone(), &mut rng(1));
    assert_eq!(again.commitments, case.commitments);
    in_context(again)
}

pub fn add_to(file: &mut VectorFile, statements: &[(&'static str, Proved)]) {
    for (name, proved) in statements {
        let (flag, comment) = match *name {
            "small" => ("Normal", "three custodians, six rows, three rules".into()),
            "small-again" => ("Normal", "the same statement, proved again".into()),
            "small-elsewhere" => ("Normal", "the same in another context".into()),
            "largest" => ("Boundary", "every number as large as it can be".into()),
            "largest-limit" => (
                "Boundary",
                "every number as large as it can be, multipliers below zero".into(),
            ),
            "empty" => ("Boundary", "no row, no rule".into()),
            _ => {
                let Program { rows, rules, .. } = &proved.program;
                let comment = format!(
                    "{} rows, {} rules of random numbers",
                    rows.len(),
                    rules.len()
                );
                ("Normal", comment)
            }
        };
        file.valid(flag, &comment, case(name, vec![]));
    }
}

/// A rule that demands nothing.
pub fn no_rule(program: &Program) -> ProgramRule {
    ProgramRule {
        multipliers: vec![0; program.rows.len()],
        bound: Bound::ZERO,
    }
}
