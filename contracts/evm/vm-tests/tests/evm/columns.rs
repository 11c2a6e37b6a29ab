//! The public columns at x by their definition, and the contract's against them: for random tables, and the extremes.

use alloy_primitives::keccak256;
use assay_circuits::Shape;
use assay_evm_vm_tests::SpecId;
use assay_statement::{Bound, Program, ProgramRow, ProgramRule};
use assay_testkit::proofs::rng;
use assay_verifier::suites::{bound_scalar, Bls12381, Suite, VerifyingKey};
use bls12_381::{G1Affine, G1Projective, Scalar};
use ff::{Field, PrimeField};
use num_bigint::BigUint;
use rand::RngExt;

use crate::deployed::{refusal, shape, Deployed, SHAPES};
use crate::statement::{int256, order, table_of, Arguments, Case};

const POINT: usize = Bls12381::POINT_BYTES;

/// The transcript, on bytes that need not be points.
struct Transcript(Vec<u8>);

impl Transcript {
    fn challenge(&mut self) -> Scalar {
        let state = keccak256(&self.0);
        self.0 = state.to_vec();
        scalar(&(BigUint::from_bytes_be(&state[..]) % order()))
    }
}

fn scalar(value: &BigUint) -> Scalar {
    let mut bytes = value.to_bytes_le();
    bytes.resize(32, 0);
    Scalar::from_bytes(&bytes.try_into().unwrap()).unwrap()
}

fn power_of(base: Scalar, exponent: u64) -> Scalar {
    Field::pow_vartime(&base, [exponent])
}

/// Where the evaluation of the tag column is in a proof; those of the weights follow.
pub fn tag_offset(shape: Shape) -> usize {
    POINT * (1 + 32 + shape.rules() + 1 + 4) + 32 * (4 + 2)
}

/// `r` and `x`. C' and H' have to be points.
fn challenges(shape: Shape, arguments: &Arguments) -> (Scalar, Scalar) {
    let key = VerifyingKey::<Bls12381>::standard(shape).unwrap();
    let (columns, proof) = (&arguments.columns, &arguments.proof);
    let mut transcript = Transcript(keccak256(b"assay/v1/bls12-381/transcript").to_vec());
    transcript.0.extend(arguments.context);
    let r = transcript.challenge();
    transcript.0.extend(&columns[..2 * POINT]);
    transcript.challenge();
    transcript.0.extend(&proof[..POINT]);
    transcript.challenge();
    transcript.0.extend(&proof[POINT..POINT + 128]);
    transcript
        .0
        .extend(Bls12381::write_scalar(&key.transcript_repr));
    for hidden in columns[..2 * POINT].chunks(POINT) {
        // Outside of the group too, as the EVM adds.
        let point = G1Affine::from_uncompressed_unchecked(hidden.try_into().unwrap()).unwrap();
        let sum = G1Affine::from(G1Projective::from(point) + key.blinding);
        transcript.0.extend(sum.to_uncompressed());
    }
    transcript.0.extend(&columns[2 * POINT..]);
    let random = POINT + 128 + POINT * (32 + shape.rules());
    transcript.0.extend(&proof[POINT + 128..random]);
    for _ in 0..3 {
        transcript.challenge();
    }
    transcript.0.extend(&proof[random..random + POINT]);
    transcript.challenge();
    transcript
        .0
        .extend(&proof[random + POINT..random + 5 * POINT]);
    (r, transcript.challenge())
}

/// Tag and weights by their definition (specification, 11.3).
fn evaluations(program: &Program, r: Scalar, x: Scalar) -> Vec<Scalar> {
    let shape = program.shape;
    let omega = power_of(Scalar::ROOT_OF_UNITY, 1 << (32 - shape.k()));
    let n = Scalar::from(shape.n() as u64);
    let basis = |j: usize| {
        let power = power_of(omega, j as u64);
        let numerator = (power_of(x, shape.n() as u64) - Scalar::ONE) * power;
        numerator * (n * (x - power)).invert().unwrap()
    };
    let basis: Vec<Scalar> = (0..=program.rows.len()).map(basis).collect();
    let rows = || program.rows.iter().zip(&basis[1..]);
    let tag = rows().map(|(row, l)| power_of(r, u64::from(row.custodian) + 1) * l);
    let mut all = vec![tag.fold(Scalar::ZERO, |sum, term| sum + term)];
    for rule in &program.rules {
        let terms = rows().zip(&rule.multipliers).map(|((row, l), m)| {
            let magnitude = Scalar::from(u64::from(m.unsigned_abs())) * Scalar::from(row.value);
            l * if *m < 0 { -magnitude } else { magnitude }
        });
        let start = bound_scalar::<Scalar>(&rule.bound) * basis[0];
        all.push(terms.fold(start, |sum, term| sum + term));
    }
    all.resize(1 + shape.rules(), Scalar::ZERO);
    all
}

/// Puts what a program's public columns are at x into a proof: it then fails at none of them.
pub fn patch(arguments: &mut Arguments, program: &Program) {
    let (r, x) = challenges(program.shape, arguments);
    let at = tag_offset(program.shape);
    for (i, evaluation) in evaluations(program, r, x).iter().enumerate() {
        let bytes = Bls12381::write_scalar(evaluation);
        arguments.proof[at + 32 * i..at + 32 * (i + 1)].copy_from_slice(&bytes);
    }
}

fn random_program(shape: Shape, rng: &mut impl RngExt) -> Program {
    let custodians = rng.random_range(1..=6);
    let rows = rng.random_range(0..=shape.buckets());
    let value = |rng: &mut dyn FnMut() -> u64| match rng() % 4 {
        0 => 1,
        1 => u64::MAX,
        _ => rng().max(1),
    };
    let mut draw = || rng.random::<u64>();
    let rows: Vec<ProgramRow> = (0..rows)
        .map(|_| ProgramRow {
            custodian: (draw() % u64::from(custodians)) as u16,
            value: value(&mut draw),
        })
        .collect();
    let rules = 1 + draw() as usize % shape.rules();
    let rules = (0..rules).map(|_| {
        let multipliers = rows.iter().map(|_| match draw() % 6 {
            0 => i32::MAX,
            1 => -i32::MAX,
            2 => 0,
            3 => -1,
            _ => (draw() as i32).max(-i32::MAX),
        });
        let multipliers = multipliers.collect();
        let most = [u64::MAX, u64::MAX, (1 << 48) - 1];
        let magnitude = match draw() % 4 {
            0 => most,
            1 => [0; 3],
            _ => [draw(), draw(), draw() >> 16],
        };
        ProgramRule {
            multipliers,
            bound: Bound {
                negative: draw() % 2 == 0 && magnitude != [0; 3],
                magnitude,
            },
        }
    });
    Program {
        shape,
        custodians,
        rules: rules.collect(),
        rows,
    }
}

#[test]
fn tags_and_weights_are_those_of_the_definition() {
    let mut rng = rng(23);
    for (of, count) in SHAPES.into_iter().zip([60, 20, 8]) {
        let shape = shape(of);
        let honest = Arguments::of(&Case::new(shape, 3, 1, 1, 1));
        let mut deployed = Deployed::new(SpecId::OSAKA, of);
        for case in 0..count {
            let program = random_program(shape, &mut rng);
            program.check().unwrap();
            let mut arguments = honest.clone();
            arguments.bounds = program.rules.iter().map(|r| int256(r.bound)).collect();
            arguments.table = table_of(&program).to_bytes().unwrap();
            arguments.commitments = honest.commitments.repeat(program.custodians.into());
            patch(&mut arguments, &program);
            // All that is wrong is the opening: it was made for another table.
            let outcome = deployed.verify(&arguments);
            assert_eq!(refusal(&outcome), "ProofInvalid", "{shape}, case {case}");
            let column = rng.random_range(0..=shape.rules());
            arguments.proof[tag_offset(shape) + 32 * column + 31] ^= 1;
            let expected = match column.checked_sub(1) {
                None => "ProofTags".to_owned(),
                Some(column) => format!("ProofWeights({column})"),
            };
            let outcome = deployed.verify(&arguments);
            assert_eq!(refusal(&outcome), expected, "{shape}, case {case}");
        }
    }
}
