//! The embedded keys and generators of the suite `bls12-381` are what their definition gives.
//!
//! `ASSAY_REGENERATE=1 cargo test -p assay-prover --test bls12_381 keys` writes the files anew; do that only for a change of
//! the relation, which is a change of the protocol.

use std::fs;
use std::path::PathBuf;

use assay_circuits::Shape;
use assay_prover::low_level::suites::lagrange_generators;
use assay_testkit::bls12_381_keys::{
    affine, blinding, bytes, generator, hash_to_curve, inner_product, key, lagrange,
};
use assay_verifier::suites::{Bls12381, Suite, VerifyingKey};
use group::Curve;

/// Where the verifier has its keys.
const KEYS: &str = "../verifier/keys/bls12-381";

/// Shapes with an embedded key.
const SHAPES: usize = 4;

/// A file of the prover, or of the verifier beside it.
fn compare(name: &str, bytes: &[u8]) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("ASSAY_REGENERATE").is_some() {
        fs::write(&path, bytes).unwrap();
    }
    assert!(
        fs::read(&path).unwrap() == bytes,
        "{name} is not what is hashed to"
    );
}

#[test]
fn embedded_keys_are_those_of_their_definition() {
    let generators: Vec<_> = (0..1024).map(generator).collect();
    for (from, to) in [(0, 128), (128, 256), (256, 512), (512, 1024)] {
        let name = format!("{KEYS}/generators-{from}-{to}.bin");
        compare(&name, &bytes(&affine(&generators[from..to])));
    }
    let rest = affine(&[blinding(), inner_product()]);
    compare(&format!("{KEYS}/w-u.bin"), &bytes(&rest));
    for shape in &Shape::STANDARD[..SHAPES] {
        let generators = &generators[..shape.n()];
        let lagrange = lagrange(shape.k(), generators);
        let name = format!("params/bls12-381/lagrange-{}.bin", shape.k());
        compare(&name, &bytes(&affine(&lagrange)));
        let key = key(*shape, generators, &lagrange);
        let file = [
            Bls12381::write_scalar(&key.transcript_repr).to_vec(),
            bytes(&key.fixed),
            bytes(&key.blinder_generators),
        ]
        .concat();
        let name = format!("{KEYS}/{}-{}.key", shape.k(), shape.rules());
        compare(&name, &file);
        if std::env::var_os("ASSAY_REGENERATE").is_none() {
            assert!(
                VerifyingKey::standard(*shape).unwrap() == key,
                "shape {shape}"
            );
            assert!(
                lagrange_generators::<Bls12381>(*shape).unwrap() == affine(&lagrange),
                "shape {shape}"
            );
        }
    }
}

#[test]
fn other_shapes_have_no_embedded_key() {
    let others = [Shape::new(6, 2).unwrap(), Shape::STANDARD[SHAPES]];
    for shape in others {
        assert!(!VerifyingKey::<Bls12381>::is_standard(shape));
        assert!(VerifyingKey::<Bls12381>::standard(shape).is_none());
    }
}

/// RFC 9380, appendix J.9.1.
#[test]
fn the_hash_is_that_of_the_rfc() {
    let known = [
        (
            "",
            "052926add2207b76ca4fa57a8734416c8dc95e24501772c814278700eed6d1e4e8cf62d9c09db0fac349612b759e79a1\
             08ba738453bfed09cb546dbb0783dbb3a5f1f566ed67bb6be0e8c67e2e81a4cc68ee29813bb7994998f3eae0c9c6a265",
        ),
        (
            "abc",
            "03567bc5ef9c690c2ab2ecdf6a96ef1c139cc0b2f284dca0a9a7943388a49a3aee664ba5379a7655d3c68900be2f6903\
             0b9c15f3fe6e5cf4211f346271d7b01c8f3b28be689c8429c85b67af215533311f0b8dfaaa154fa6b88176c229f2885d",
        ),
        (
            "abcdef0123456789",
            "11e0b079dea29a68f0383ee94fed1b940995272407e3bb916bbf268c263ddd57a6a27200a784cbc248e84f357ce82d98\
             03a87ae2caf14e8ee52e51fa2ed8eefe80f02457004ba4d486d6aa1f517c0889501dc7413753f9599b099ebcbbd2d709",
        ),
    ];
    for (message, expected) in known {
        let domain = b"QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_";
        let point = hash_to_curve(message.as_bytes(), domain).to_affine();
        assert_eq!(hex::encode(point.to_uncompressed()), expected, "{message}");
    }
}
