//! Every element of a proof and everything it is about, changed in every way that matters: refused, for the right reason.

use assay_circuits::{Shape, BLINDERS, FIXED, LIMBS};
use assay_prover::low_level::suites::{Proof, Prover};
use assay_testkit::proofs::SuiteCase;
use assay_verifier::suites::{Bls12381, Suite, VerifyingKey};
use assay_verifier::ProofError;
use bls12_381::{G1Affine, Scalar};
use ff::Field;

use super::field::Coordinate;

type Case = SuiteCase<Bls12381>;

const POINT: usize = Bls12381::POINT_BYTES;

struct Fixture {
    case: Case,
    proof: Proof<Bls12381>,
    key: VerifyingKey<Bls12381>,
}

impl Fixture {
    fn new(shape: Shape) -> Self {
        let case = Case::new(shape, shape.buckets(), 3, 4, 11);
        let proof = case.prove(&Prover::new(shape).unwrap());
        let key = VerifyingKey::standard(shape).unwrap();
        Fixture { case, proof, key }
    }

    /// What the verifier says of a proof with other bytes from an offset on.
    fn with(&self, offset: usize, bytes: &[u8]) -> Result<(), ProofError> {
        let mut proof = self.proof.clone();
        proof.bytes[offset..offset + bytes.len()].copy_from_slice(bytes);
        self.case.verify(&self.key, &proof)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Point,
    Scalar,
}

/// The elements of a proof in their order, with what is wrong if one of them is another good element.
fn elements(shape: Shape) -> Vec<(Kind, ProofError)> {
    use Kind::{Point, Scalar};
    let rules = shape.rules();
    let mut all = Vec::new();
    let mut add = |kind, count: usize, error: ProofError| {
        all.extend((0..count).map(|_| (kind, error.clone())));
    };
    // Before x: the public columns are evaluated elsewhere.
    add(Point, 1, ProofError::Tags);
    add(Scalar, BLINDERS, ProofError::Tags);
    add(Point, LIMBS + rules + 1 + 4, ProofError::Tags);
    add(Scalar, 2, ProofError::Proof);
    add(Scalar, 1, ProofError::Tags);
    for rule in 0..rules {
        add(Scalar, 1, ProofError::Weights { rule });
    }
    add(Scalar, LIMBS + 2 * rules + FIXED + 1, ProofError::Proof);
    add(Point, 1, ProofError::Proof);
    add(Scalar, 2, ProofError::Proof);
    add(Point, 1 + 2 * shape.k() as usize, ProofError::Proof);
    add(Scalar, 2, ProofError::Proof);
    all
}

/// The order of the group, big endian: the first integer that is no scalar.
fn order() -> [u8; 32] {
    let mut order = Bls12381::write_scalar(&-Scalar::ONE);
    order[31] += 1;
    order
}

/// The modulus of the coordinates, big endian.
fn modulus() -> [u8; 48] {
    let mut modulus = (-Coordinate::one()).to_bytes();
    modulus[47] += 1;
    modulus
}

/// On the curve, but not in the group.
fn outside_the_group() -> [u8; POINT] {
    let four = Coordinate::one() + Coordinate::one() + Coordinate::one() + Coordinate::one();
    let mut x = Coordinate::one();
    loop {
        x += Coordinate::one();
        let y: Option<Coordinate> = (x.square() * x + four).sqrt().into();
        let Some(y) = y else { continue };
        let bytes = [x.to_bytes(), y.to_bytes()].concat().try_into().unwrap();
        let point = G1Affine::from_uncompressed_unchecked(&bytes).unwrap();
        assert!(bool::from(point.is_on_curve()));
        if !bool::from(point.is_torsion_free()) {
            return bytes;
        }
    }
}

/// Encodings of no point of the group.
fn bad_points(good: &[u8]) -> Vec<Vec<u8>> {
    let mut bad = vec![outside_the_group().to_vec()];
    // Of order 3.
    let mut small = vec![0; POINT];
    small[POINT - 1] = 2;
    bad.push(small);
    // Flags of other encodings: compressed, the identity, the larger root.
    bad.extend([0x80, 0x40, 0x20].map(|flag| {
        let mut bytes = good.to_vec();
        bytes[0] |= flag;
        bytes
    }));
    let mut identity = vec![0; POINT];
    identity[0] = 0x40;
    bad.push(identity);
    // Off the curve: coordinates exchanged, or one of them with another last bit.
    let (x, y) = good.split_at(48);
    bad.push([y, x].concat());
    for at in [47, 95] {
        let mut bytes = good.to_vec();
        bytes[at] ^= 1;
        bad.push(bytes);
    }
    // Coordinates that are not reduced.
    bad.push([&modulus(), y].concat());
    bad.push([x, &modulus()].concat());
    bad.push(vec![0xff; POINT]);
    bad
}

fn every_element_changed(shape: Shape) {
    let fixture = Fixture::new(shape);
    let mut offset = 0;
    for (kind, error) in elements(shape) {
        if kind == Kind::Point {
            let good = &fixture.proof.bytes[offset..offset + POINT];
            for bad in bad_points(good) {
                assert_eq!(
                    fixture.with(offset, &bad),
                    Err(ProofError::Point { offset })
                );
            }
            let refused = fixture.with(offset, &[0; POINT]);
            assert_eq!(refused, Err(ProofError::IdentityPoint), "{offset}");
            let negative = -Bls12381::read_point(good).unwrap();
            let refused = fixture.with(offset, &negative.to_uncompressed());
            assert_eq!(refused, Err(error), "{offset}");
            offset += POINT;
        } else {
            let good = fixture.proof.bytes[offset..offset + 32].try_into().unwrap();
            for bad in [order(), [0xff; 32]] {
                assert_eq!(
                    fixture.with(offset, &bad),
                    Err(ProofError::Scalar { offset })
                );
            }
            let other = Bls12381::read_scalar(&good).unwrap() + Scalar::ONE;
            let refused = fixture.with(offset, &Bls12381::write_scalar(&other));
            assert_eq!(refused, Err(error), "{offset}");
            offset += 32;
        }
    }
    assert_eq!(offset, fixture.proof.bytes.len());
}

#[test]
fn every_element_changed_is_refused() {
    every_element_changed(Shape::STANDARD[0]);
}

#[test]
fn every_element_changed_is_refused_of_a_larger_shape() {
    every_element_changed(Shape::STANDARD[1]);
}

#[test]
fn every_length_but_one_is_refused() {
    let Fixture { case, proof, key } = Fixture::new(Shape::STANDARD[0]);
    let expected = proof.bytes.len();
    for found in [
        0,
        1,
        expected - 96,
        expected - 32,
        expected - 1,
        expected + 1,
        expected + 32,
    ] {
        let mut proof = proof.clone();
        proof.bytes.resize(found, 0);
        let error = ProofError::Length { expected, found };
        assert_eq!(case.verify(&key, &proof), Err(error));
    }
}

#[test]
fn what_a_proof_is_about_cannot_be_changed() {
    let fixture = Fixture::new(Shape::STANDARD[0]);
    let changed = |change: &dyn Fn(&mut Case, &mut Proof<Bls12381>)| {
        let mut case = Case {
            program: fixture.case.program.clone(),
            quantities: vec![],
            blinders: vec![],
            commitments: fixture.case.commitments.clone(),
            context: fixture.case.context,
        };
        let mut proof = fixture.proof.clone();
        change(&mut case, &mut proof);
        case.verify(&fixture.key, &proof).unwrap_err()
    };
    let generator = G1Affine::generator();
    let identity = G1Affine::identity();
    for i in 0..3 {
        let error = changed(&|case, _| case.commitments[i] = generator);
        assert_eq!(error, ProofError::Rerandomization);
        let error = changed(&|case, _| case.commitments[i] = identity);
        assert_eq!(error, ProofError::IdentityPoint);
    }
    let error = changed(&|case, _| case.commitments.swap(0, 1));
    assert_eq!(error, ProofError::Rerandomization);
    let error = changed(&|case, _| case.commitments.truncate(2));
    let (expected, found) = (3, 2);
    assert_eq!(error, ProofError::Custodians { expected, found });

    for point in [generator, identity] {
        let error = match bool::from(point.is_identity()) {
            true => ProofError::IdentityPoint,
            false => ProofError::Tags,
        };
        assert_eq!(
            changed(&|_, proof| proof.refreshed.quantities = point),
            error
        );
        assert_eq!(changed(&|_, proof| proof.refreshed.tagged = point), error);
        assert_eq!(changed(&|_, proof| proof.columns.tags = point), error);
        for rule in 0..4 {
            assert_eq!(
                changed(&|_, proof| proof.columns.weights[rule] = point),
                error
            );
        }
    }
    let error = changed(&|_, proof| proof.columns.weights.truncate(3));
    let (expected, found) = (4, 3);
    assert_eq!(error, ProofError::Columns { expected, found });
    assert_eq!(
        changed(&|case, _| case.context += Scalar::ONE),
        ProofError::Tags
    );

    let error = changed(&|case, _| case.program.rows[5].value ^= 1);
    assert_eq!(error, ProofError::Weights { rule: 0 });
    let error = changed(&|case, _| case.program.rows[4].custodian ^= 1);
    assert_eq!(error, ProofError::Tags);
    for rule in 0..3 {
        let error = changed(&|case, _| case.program.rules[rule].multipliers[7] ^= 1);
        assert_eq!(error, ProofError::Weights { rule });
        let error = changed(&|case, _| case.program.rules[rule].bound.magnitude[0] ^= 1);
        assert_eq!(error, ProofError::Weights { rule });
    }
}
