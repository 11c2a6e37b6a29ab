//! The embedded generators are halo2's own.
//!
//! `ASSAY_REGENERATE=1 cargo test -p assay-prover --test setup` writes the files anew.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::PathBuf;

use assay_circuits::Shape;
use assay_prover::low_level::{lagrange_generators, Prover};
use assay_prover::{ProofError, SetupError};
use assay_verifier::VerifyingKey;
use ff::PrimeField;
use group::GroupEncoding;
use halo2_proofs::poly::commitment::Params;
use pasta_curves::arithmetic::CurveAffine;
use pasta_curves::EqAffine;

fn written(params: &Params<EqAffine>) -> Vec<u8> {
    let mut bytes = Vec::new();
    params.write(&mut bytes).unwrap();
    bytes
}

#[test]
fn embedded_generators_are_those_of_halo2() {
    for shape in Shape::STANDARD {
        let bytes = written(&Params::<EqAffine>::new(shape.k()));
        let points: Vec<EqAffine> = bytes[4 + 32 * shape.n()..4 + 64 * shape.n()]
            .chunks_exact(32)
            .map(|point| EqAffine::from_bytes(point.try_into().unwrap()).unwrap())
            .collect();
        if std::env::var_os("ASSAY_REGENERATE").is_some() {
            let file: Vec<u8> = points
                .iter()
                .flat_map(|point| {
                    let coordinates = point.coordinates().unwrap();
                    [coordinates.x().to_repr(), coordinates.y().to_repr()].concat()
                })
                .collect();
            let name = format!("lagrange-{}.bin", shape.k());
            let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
                .join("params")
                .join(name);
            fs::write(path, file).unwrap();
        } else {
            assert!(lagrange_generators(shape).unwrap() == points, "{shape}");
        }
    }
}

#[test]
fn other_shapes_have_no_generators() {
    let shape = Shape::new(6, 2).unwrap();
    assert!(matches!(lagrange_generators(shape), Err(SetupError::NotStandard(s)) if s == shape));
}

#[test]
fn generators_are_as_many_as_rows() {
    let shape = Shape::STANDARD[0];
    let key = VerifyingKey::standard(shape).unwrap();
    let lagrange = lagrange_generators(shape).unwrap();
    let refused = |key: VerifyingKey, lagrange: &[EqAffine], count: usize| {
        let error = Prover::with_generators(key, lagrange.to_vec())
            .err()
            .unwrap();
        matches!(error, ProofError::Setup(SetupError::Generators { shape: s, expected: 128, found })
            if s == shape && found == count)
    };
    assert!(refused(key.clone(), &lagrange[..127], 127));
    let mut short = key;
    short.generators.pop();
    assert!(refused(short, &lagrange, 127));
}
