//! Everything malformed is refused, each with its error.

use assay_circuits::Shape;
use assay_evm_vm_tests::SpecId;
use assay_prover::low_level::suites::Prover;
use assay_statement::Program;
use assay_verifier::suites::{Bls12381, Suite, VerifyingKey};

use crate::columns::{patch, tag_offset};
use crate::deployed::{refusal, shape, Deployed, SHAPES};
use crate::statement::{order, Arguments, Case};

const POINT: usize = Bls12381::POINT_BYTES;

struct Fixture {
    program: Program,
    arguments: Arguments,
    deployed: Deployed,
}

impl Fixture {
    fn new() -> Fixture {
        let shape = shape(SHAPES[0]);
        let case = Case::new(shape, 20, 3, 4, 11);
        Fixture {
            arguments: Arguments::of(&case),
            program: case.program,
            deployed: Deployed::new(SpecId::OSAKA, SHAPES[0]),
        }
    }

    /// The refusal of arguments that are changed.
    fn with(&mut self, change: impl FnOnce(&mut Arguments)) -> String {
        let mut arguments = self.arguments.clone();
        change(&mut arguments);
        refusal(&self.deployed.verify(&arguments))
    }

    /// The same, where the evaluations of the public columns are made those of the changed transcript.
    fn patched(&mut self, change: impl FnOnce(&mut Arguments)) -> String {
        let program = self.program.clone();
        self.with(|arguments| {
            change(arguments);
            patch(arguments, &program);
        })
    }
}

/// Where points and scalars are in a proof.
fn elements(shape: Shape) -> (Vec<usize>, Vec<usize>) {
    let (rules, k) = (shape.rules(), shape.k() as usize);
    let runs = [
        (true, 1),
        (false, 4),
        (true, 32 + rules + 1 + 4),
        (false, 3 + rules + 32 + 2 * rules + 5 + 1),
        (true, 1),
        (false, 2),
        (true, 1 + 2 * k),
        (false, 2),
    ];
    let (mut points, mut scalars, mut at) = (vec![], vec![], 0);
    for (is_point, count) in runs {
        for _ in 0..count {
            let (list, bytes) = match is_point {
                true => (&mut points, POINT),
                false => (&mut scalars, 32),
            };
            list.push(at);
            at += bytes;
        }
    }
    assert_eq!(at, VerifyingKey::<Bls12381>::proof_bytes(shape));
    (points, scalars)
}

/// The modulus of coordinates.
const MODULUS: [u8; 48] = alloy_primitives::hex!(
    "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab"
);

/// Of order 3: on the curve, not in the group.
fn small_order() -> Vec<u8> {
    let mut small = vec![0; POINT];
    small[POINT - 1] = 2;
    small
}

/// Encodings of no point of the group, the last one of a point of the curve.
fn bad_points(good: &[u8]) -> Vec<Vec<u8>> {
    let (x, y) = good.split_at(48);
    let mut bad = vec![[y, x].concat(), [&MODULUS, y].concat(), vec![0xff; POINT]];
    bad.extend([0x80, 0x40, 0x20].map(|flag| {
        let mut bytes = good.to_vec();
        bytes[0] |= flag;
        bytes
    }));
    let mut other = good.to_vec();
    other[95] ^= 1;
    bad.push(other);
    bad.push(small_order());
    bad
}

fn put(bytes: &mut [u8], at: usize, value: &[u8]) {
    bytes[at..at + value.len()].copy_from_slice(value);
}

#[test]
fn lengths() {
    let mut fixture = Fixture::new();
    let length = fixture.arguments.proof.len();
    for other in [
        0,
        1,
        length - 96,
        length - 32,
        length - 1,
        length + 1,
        length + 32,
    ] {
        let refusal = fixture.with(|a| a.proof.resize(other, 0));
        assert_eq!(refusal, "ProofMalformed", "{other}");
    }
    let length = fixture.arguments.columns.len();
    for other in [0, length - 96, length - 1, length + 1, length + 96] {
        let refusal = fixture.with(|a| a.columns.resize(other, 1));
        assert_eq!(refusal, "ProofMalformed", "{other}");
    }
    for other in [0, 96, 2 * 96, 3 * 96 - 1, 3 * 96 + 1, 4 * 96] {
        let refusal = fixture.with(|a| a.commitments.resize(other, 1));
        assert_eq!(refusal, "ProgramInvalid", "{other}");
    }
}

#[test]
fn scalars_are_below_the_order() {
    let mut fixture = Fixture::new();
    let order: [u8; 32] = order().to_bytes_be().try_into().unwrap();
    let (_, scalars) = elements(fixture.program.shape);
    for at in scalars {
        for bad in [order, [0xff; 32]] {
            let refusal = fixture.with(|a| put(&mut a.proof, at, &bad));
            assert_eq!(refusal, "ProofMalformed", "{at}");
        }
    }
    for bad in [order, [0xff; 32]] {
        assert_eq!(fixture.with(|a| a.context = bad), "ProofMalformed");
    }
    assert_eq!(fixture.with(|a| a.context[31] ^= 1), "ProofTags");
}

#[test]
fn the_identity_is_refused() {
    let mut fixture = Fixture::new();
    let (points, _) = elements(fixture.program.shape);
    for at in points {
        let refusal = fixture.patched(|a| put(&mut a.proof, at, &[0; POINT]));
        assert_eq!(refusal, "ProofMalformed", "{at}");
    }
    for at in (0..fixture.arguments.columns.len()).step_by(POINT).skip(2) {
        let refusal = fixture.patched(|a| put(&mut a.columns, at, &[0; POINT]));
        assert_eq!(refusal, "PointIdentity", "{at}");
    }
    for i in 0..3 {
        let refusal = fixture.with(|a| put(&mut a.commitments, POINT * i, &[0; POINT]));
        assert_eq!(refusal, "PointIdentity", "{i}");
    }
    // What is absorbed of C' and H' is their sum with W.
    let key = VerifyingKey::<Bls12381>::standard(fixture.program.shape).unwrap();
    let negative = (-key.blinding).to_uncompressed();
    for i in 0..2 {
        let refusal = fixture.with(|a| put(&mut a.columns, POINT * i, &[0; POINT]));
        assert_eq!(refusal, "PointIdentity", "{i}");
        let refusal = fixture.with(|a| put(&mut a.columns, POINT * i, &negative));
        assert_eq!(refusal, "ProofMalformed", "{i}");
    }
}

#[test]
fn points_are_of_the_group() {
    let mut fixture = Fixture::new();
    let (points, _) = elements(fixture.program.shape);
    for at in points {
        let good = fixture.arguments.proof[at..at + POINT].to_vec();
        for bad in bad_points(&good) {
            let refusal = fixture.patched(|a| put(&mut a.proof, at, &bad));
            assert_eq!(refusal, "ProofMalformed", "{at}");
        }
        // Another point of the group.
        let negative = (-Bls12381::read_point(&good).unwrap()).to_uncompressed();
        let refusal = fixture.patched(|a| put(&mut a.proof, at, &negative));
        assert_eq!(refusal, "ProofInvalid", "{at}");
    }
    for at in (0..fixture.arguments.columns.len()).step_by(POINT).skip(2) {
        let good = fixture.arguments.columns[at..at + POINT].to_vec();
        for bad in bad_points(&good) {
            let refusal = fixture.patched(|a| put(&mut a.columns, at, &bad));
            assert_eq!(refusal, "ProofMalformed", "{at}");
        }
    }
    // Adding W refuses what is not on the curve; only the sum, what is not in the group.
    for i in 0..2 {
        let good = fixture.arguments.columns[POINT * i..POINT * (i + 1)].to_vec();
        let bad = bad_points(&good);
        let (outside, off) = bad.split_last().unwrap();
        for bad in off {
            let refusal = fixture.with(|a| put(&mut a.columns, POINT * i, bad));
            assert_eq!(refusal, "ProofMalformed", "{i}");
        }
        let refusal = fixture.patched(|a| put(&mut a.columns, POINT * i, outside));
        assert_eq!(refusal, "ProofMalformed", "{i}");
    }
    for i in 0..3 {
        let good = fixture.arguments.commitments[POINT * i..POINT * (i + 1)].to_vec();
        for bad in bad_points(&good) {
            let refusal = fixture.with(|a| put(&mut a.commitments, POINT * i, &bad));
            assert_eq!(refusal, "ProofMalformed", "{i}");
        }
        let negative = (-Bls12381::read_point(&good).unwrap()).to_uncompressed();
        let refusal = fixture.with(|a| put(&mut a.commitments, POINT * i, &negative));
        assert_eq!(refusal, "ProofInvalid", "{i}");
    }
}

#[test]
fn tables_keep_the_limits_of_a_program() {
    let mut fixture = Fixture::new();
    let rules = fixture.program.rules.len();
    let stride = 10 + 4 * rules;
    let rows = fixture.arguments.table.len() - 20 * stride;
    // Byte, its other value: the magic, k, K, custodians, rows, rules.
    for (at, value) in [
        (0, b'A'),
        (13, b'f'),
        (14, 8),
        (15, 8),
        (16, 1),
        (17, 0),
        (17, 2),
        (18, 1),
        (19, 110),
        (19, 255),
        (20, 0),
        (20, 2),
        (20, 4),
        (20, 5),
        (20, 255),
    ] {
        let refusal = fixture.with(|a| a.table[at] = value);
        assert_eq!(refusal, "ProgramInvalid", "{at}");
    }
    for length in [0, 13, 20, 21, 20 * stride] {
        let refusal = fixture.with(|a| a.table.truncate(length));
        assert_eq!(refusal, "ProgramInvalid", "{length}");
    }
    for row in [0, 7, 19] {
        let at = rows + row * stride;
        for (from, bytes) in [
            (0, &[0; 8][..]),
            (8, &[0, 3]),
            (8, &[0xff, 0xff]),
            (10, &[0x80, 0, 0, 0]),
            (14, &[0x80, 0, 0, 0]),
            (18, &[0x80, 0, 0, 0]),
        ] {
            let refusal = fixture.with(|a| put(&mut a.table, at + from, bytes));
            assert_eq!(refusal, "ProgramInvalid", "{row} {from}");
        }
        let refusal = fixture.with(|a| a.table[at + 7] ^= 1);
        assert_eq!(refusal, "ProofWeights(0)", "{row}");
        let refusal = fixture.with(|a| a.table[at + 9] = (a.table[at + 9] + 1) % 3);
        assert_eq!(refusal, "ProofTags", "{row}");
        for rule in 0..rules {
            let refusal = fixture.with(|a| a.table[at + 13 + 4 * rule] ^= 1);
            assert_eq!(refusal, format!("ProofWeights({rule})"), "{row}");
        }
    }
}

#[test]
fn bounds_are_small() {
    let mut fixture = Fixture::new();
    let power = |negative: bool, bit: usize| {
        let mut word = [if negative { 0xff } else { 0 }; 32];
        let at = 31 - bit / 8;
        word[at] = 1 << (bit % 8);
        if negative {
            word[at] = 0u8.wrapping_sub(word[at]);
            word[at + 1..].fill(0);
        }
        word
    };
    for rule in 0..fixture.program.rules.len() {
        for bad in [
            power(false, 176),
            power(true, 176),
            power(false, 254),
            power(true, 255),
        ] {
            let refusal = fixture.with(|a| a.bounds[rule] = bad);
            assert_eq!(refusal, "ProgramInvalid", "{rule}");
        }
        for other in [power(false, 175), power(true, 175), [0; 32]] {
            let refusal = fixture.with(|a| a.bounds[rule] = other);
            assert_eq!(refusal, format!("ProofWeights({rule})"));
        }
    }
    for count in [0, 2, 4] {
        let refusal = fixture.with(|a| a.bounds.resize(count, [0; 32]));
        assert_eq!(refusal, "ProgramInvalid");
    }
}

#[test]
fn a_column_that_the_table_does_not_use_is_zero() {
    let mut fixture = Fixture::new();
    let unused = fixture.program.rules.len();
    let at = tag_offset(fixture.program.shape) + 32 * (1 + unused);
    assert_eq!(fixture.arguments.proof[at..at + 32], [0; 32]);
    let refusal = fixture.with(|a| a.proof[at + 31] = 1);
    assert_eq!(refusal, format!("ProofWeights({unused})"));
}

#[test]
fn a_proof_is_about_one_statement() {
    let mut fixture = Fixture::new();
    let other = Case::new(fixture.program.shape, 20, 3, 4, 12);
    let proof = other.prove(&Prover::new(fixture.program.shape).unwrap());
    let refusal = fixture.with(|a| a.proof = proof.bytes);
    assert_eq!(refusal, "ProofTags");
    // Commitments in another order, or one of them twice.
    let refusal = fixture.with(|a| a.commitments.rotate_left(POINT));
    assert_eq!(refusal, "ProofInvalid");
    let refusal = fixture.with(|a| a.commitments.copy_within(..POINT, POINT));
    assert_eq!(refusal, "ProofInvalid");
}

#[test]
fn only_the_generators_of_the_shape_make_a_verifier() {
    use assay_evm_vm_tests::{deploying, encode, generators, Artefact, Chain, Value};
    let mut chain = Chain::new(SpecId::OSAKA);
    let mut data = Vec::new();
    for mut code in generators(7, 4) {
        data.push(Value::address(chain.deploy(deploying(&code)).unwrap().0));
        code[77] ^= 1;
        data.push(Value::address(chain.deploy(deploying(&code)).unwrap().0));
    }
    let [first, false_first, second, false_second] = data.try_into().unwrap();
    let mut made = |data: &[&Value]| {
        let data = data.iter().map(|address| (*address).clone()).collect();
        let code = Artefact::named("ProofVerifier-7-4").code;
        let deployed = chain.deploy([code, encode(&[Value::Array(data)])].concat());
        deployed.is_ok()
    };
    assert!(made(&[&first, &second]));
    assert!(!made(&[&second, &first]));
    assert!(!made(&[&first, &false_second]));
    assert!(!made(&[&false_first, &second]));
    assert!(!made(&[&first]));
    assert!(!made(&[&first, &second, &second]));
    assert!(!made(&[]));
}
