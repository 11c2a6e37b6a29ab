//! The embedded keys are those of the circuit.
//!
//! `ASSAY_REGENERATE=1 cargo test -p assay-verifier --test keys` writes the files anew; do that only for a change of
//! the relation, which is a change of the protocol.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::PathBuf;

use assay_circuits::Shape;
use assay_testkit::keys;
use assay_verifier::VerifyingKey;
use ff::PrimeField;
use halo2_proofs::poly::commitment::Params;
use pasta_curves::arithmetic::CurveAffine;
use pasta_curves::EqAffine;

fn xy(points: &[EqAffine]) -> Vec<u8> {
    points
        .iter()
        .flat_map(|point| {
            let coordinates = point.coordinates().unwrap();
            [coordinates.x().to_repr(), coordinates.y().to_repr()].concat()
        })
        .collect()
}

fn compare(name: &str, bytes: &[u8]) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("keys")
        .join(name);
    if std::env::var_os("ASSAY_REGENERATE").is_some() {
        fs::write(&path, bytes).unwrap();
    }
    assert!(
        fs::read(&path).unwrap() == bytes,
        "{name} is not that of the circuit"
    );
}

#[test]
fn embedded_keys_are_those_of_the_circuit() {
    for shape in Shape::STANDARD {
        let params = Params::<EqAffine>::new(shape.k());
        let key = keys::key(&params, shape);
        let file = [
            key.transcript_repr.to_repr().to_vec(),
            xy(&key.fixed),
            xy(&key.blinder_generators),
        ]
        .concat();
        compare(&format!("{}-{}.key", shape.k(), shape.rules()), &file);
        if shape.k() == 12 {
            for (from, to) in [(0, 128), (128, 256), (256, 512), (512, 1024), (1024, 4096)] {
                compare(
                    &format!("generators-{from}-{to}.bin"),
                    &xy(&key.generators[from..to]),
                );
            }
            compare("w-u.bin", &xy(&[key.blinding, key.inner_product]));
        }
        if std::env::var_os("ASSAY_REGENERATE").is_none() {
            assert!(VerifyingKey::standard(shape).unwrap() == key, "{shape}");
        }
    }
}

#[test]
fn other_shapes_have_no_embedded_key() {
    assert!(VerifyingKey::standard(Shape::new(6, 2).unwrap()).is_none());
}
