//! What all changes share.

use assay_circuits::Shape;
use assay_testkit::patch::{replace, Edit};
use ff::{Field, PrimeField};
use group::{Curve, GroupEncoding};
use pasta_curves::{Eq, Fp};

use crate::proof::statements::{case, Proved};
use crate::vector_file::VectorFile;

/// The base, and the file that grows.
pub struct Tamper<'a> {
    pub file: &'a mut VectorFile,
    pub shape: Shape,
    pub base: Proved,
}

/// In hex.
pub fn hex32(bytes: [u8; 32]) -> String {
    hex::encode(bytes)
}

/// A point in hex.
pub fn encoded(point: impl Into<Eq>) -> String {
    hex32(point.into().to_affine().to_bytes())
}

/// The other root.
pub fn negated(mut bytes: [u8; 32]) -> String {
    bytes[31] ^= 0x80;
    hex32(bytes)
}

/// A scalar and one.
pub fn plus_one(bytes: [u8; 32]) -> String {
    hex32((Fp::from_repr(bytes).unwrap() + Fp::ONE).to_repr())
}

impl Tamper<'_> {
    /// All cases are made for the smallest shape, a part of them for the others.
    pub fn all(&self) -> bool {
        self.shape == Shape::STANDARD[0]
    }

    pub fn element(&self, index: usize) -> [u8; 32] {
        self.base.proof.bytes[32 * index..][..32]
            .try_into()
            .unwrap()
    }

    pub fn refused(&mut self, code: &str, flag: &str, comment: &str, edit: Vec<Edit>) {
        self.file.refused(code, flag, comment, case("small", edit));
    }

    /// Another value in place of an element.
    pub fn changed(&mut self, code: &str, flag: &str, comment: &str, index: usize, to: String) {
        let edit = replace(&format!("/proof/{index}"), to);
        self.refused(code, flag, comment, vec![edit]);
    }
}
