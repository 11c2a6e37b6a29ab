//! Statements with proofs, as the arguments of a contract.

use assay_circuits::Shape;
use assay_evm_vm_tests::{call_data, Value};
use assay_prover::low_level::suites::Prover;
use assay_statement::{Bound, BoundFactor, Coefficient, Decimal, Program, Table, TableRule};
use assay_testkit::proofs::SuiteCase;
use assay_verifier::suites::{Bls12381, Suite};
use bls12_381::G1Affine;
use num_bigint::{BigInt, BigUint};

pub type Case = SuiteCase<Bls12381>;

/// What `IProofVerifier.verify` takes.
#[derive(Clone)]
pub struct Arguments {
    pub context: [u8; 32],
    pub bounds: Vec<[u8; 32]>,
    pub table: Vec<u8>,
    pub commitments: Vec<u8>,
    pub columns: Vec<u8>,
    pub proof: Vec<u8>,
}

impl Arguments {
    /// Of a statement that holds, with an honest proof.
    pub fn new(shape: Shape, rows: usize, custodians: u16, seed: u64) -> Arguments {
        let case = Case::new(shape, rows, custodians, 3, seed);
        Arguments::of(&case)
    }

    pub fn of(case: &Case) -> Arguments {
        let proof = case.prove(&Prover::new(case.program.shape).unwrap());
        let hidden = [proof.refreshed.quantities, proof.refreshed.tagged];
        let columns = [&hidden[..], &[proof.columns.tags], &proof.columns.weights].concat();
        Arguments {
            context: Bls12381::write_scalar(&case.context),
            bounds: case
                .program
                .rules
                .iter()
                .map(|rule| int256(rule.bound))
                .collect(),
            table: table_of(&case.program).to_bytes().unwrap(),
            commitments: points(&case.commitments),
            columns: points(&columns),
            proof: proof.bytes,
        }
    }

    pub fn call_data(&self) -> Vec<u8> {
        let bounds = self.bounds.iter().map(|bound| Value::Word(*bound));
        call_data(
            "verify(uint256,int256[],bytes,bytes,bytes,bytes)",
            &[
                Value::Word(self.context),
                Value::Array(bounds.collect()),
                Value::Bytes(self.table.clone()),
                Value::Bytes(self.commitments.clone()),
                Value::Bytes(self.columns.clone()),
                Value::Bytes(self.proof.clone()),
            ],
        )
    }
}

/// A table of the program's rows and multipliers. The verifier of proofs does not read its coefficients: they are the bounds.
pub fn table_of(program: &Program) -> Table {
    let rules = program.rules.iter().map(|rule| {
        let bound = BigInt::from(rule.bound);
        let magnitude = Decimal::new(bound.magnitude().clone(), 0);
        TableRule {
            multipliers: rule.multipliers.clone(),
            factor: BoundFactor::One,
            coefficient: match rule.bound.negative {
                true => Coefficient::negative(&magnitude),
                false => Coefficient::positive(&magnitude),
            },
            payables: Coefficient::zero(),
        }
    });
    Table {
        shape: program.shape,
        custodians: program.custodians,
        rows: program.rows.clone(),
        rules: rules.collect(),
    }
}

pub fn points(points: &[G1Affine]) -> Vec<u8> {
    let mut out = Vec::new();
    points
        .iter()
        .for_each(|point| Bls12381::write_point(point, &mut out));
    out
}

/// 32 bytes in two's complement.
pub fn int256(bound: Bound) -> [u8; 32] {
    let value = BigInt::from(bound);
    let value = match value.sign() {
        num_bigint::Sign::Minus => (BigInt::from(1) << 256) + value,
        _ => value,
    };
    let bytes = value.magnitude().to_bytes_be();
    let mut word = [0; 32];
    word[32 - bytes.len()..].copy_from_slice(&bytes);
    word
}

/// The order of the group, big endian: the first integer that is no scalar.
pub fn order() -> BigUint {
    let minus_one = Bls12381::write_scalar(&-bls12_381::Scalar::one());
    BigUint::from_bytes_be(&minus_one) + 1u32
}
