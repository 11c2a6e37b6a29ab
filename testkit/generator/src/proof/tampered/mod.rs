//! Statements and proofs with one thing changed.

mod elements;
mod encoding;
mod layout;
mod program;
mod statement;
mod tamper;

use assay_circuits::Shape;

pub use self::layout::Layout;
use self::tamper::Tamper;
use super::statements::Proved;
use crate::vector_file::VectorFile;

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
