//! Statements and proofs with one thing changed.

mod elements;
mod encoding;
mod layout;
mod program;
mod statement;

use assay_circuits::Shape;
use ff::{Field, PrimeField};
use group::{Curve, GroupEncoding};
use pasta_curves::{Eq, Fp};
use serde_json::{json, Value};

use super::statements::Proved;
use crate::patch::{replace, Edit};
use crate::vector_file::VectorFile;

pub fn case(statement: &str, edit: Vec<Edit>) -> Value {
    json!({ "statement": statement, "edit": edit })
}

/// The base, and the file that grows.
struct Tamper<'a> {
    file: &'a mut VectorFile,
    shape: Shape,
    base: Proved,
}

pub fn add_to(file: &mut VectorFile, shape: Shape, statements: &[(&str, Proved)]) {
    let base = statements[0].1.clone();
    let mut tamper = Tamper { file, shape, base };
    tamper.elements();
    tamper.malformed();
    tamper.lengths();
    tamper.points();
    tamper.context_and_commitments();
    tamper.program();
    tamper.other_statements(statements);
}

fn hex32(bytes: [u8; 32]) -> String {
    hex::encode(bytes)
}

fn encoded(point: impl Into<Eq>) -> String {
    hex32(point.into().to_affine().to_bytes())
}

/// The other root.
fn negated(mut bytes: [u8; 32]) -> String {
    bytes[31] ^= 0x80;
    hex32(bytes)
}

fn plus_one(bytes: [u8; 32]) -> String {
    hex32((Fp::from_repr(bytes).unwrap() + Fp::ONE).to_repr())
}

impl Tamper<'_> {
    /// All cases are made for the smallest shape, a part of them for the others.
    fn all(&self) -> bool {
        self.shape == Shape::STANDARD[0]
    }

    fn element(&self, index: usize) -> [u8; 32] {
        self.base.proof.bytes[32 * index..][..32]
            .try_into()
            .unwrap()
    }

    fn refused(&mut self, code: &str, flag: &str, comment: &str, edit: Vec<Edit>) {
        self.file.refused(code, flag, comment, case("small", edit));
    }

    /// Another value in place of an element.
    fn changed(&mut self, code: &str, flag: &str, comment: &str, index: usize, to: String) {
        let edit = replace(&format!("/proof/{index}"), to);
        self.refused(code, flag, comment, vec![edit]);
    }
}
