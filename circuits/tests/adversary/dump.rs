//! `circuits/determinism/identities.txt`, which the SMT script reads: the identities and row maps of this code.

use std::fmt::Write;
use std::path::Path;

use assay_circuits::{Shape, FIXED, LIMBS};
use ff::PrimeField;
use halo2_proofs::pasta::Fp;

use crate::free::free;
use crate::symbolic::{identities, SELECTORS};

/// The smallest shape, and the smallest with a rule between the first and the last.
const SHAPES: [(u32, usize); 2] = [(4, 2), (5, 3)];

fn dump() -> String {
    let mut text = String::from(
        "# The identities and the row map of small shapes, written by the test `the_dump_is_of_these_identities`\n\
         # of circuits/tests/adversary. ASSAY_REGENERATE=1 writes it anew.\n\
         #\n\
         # field P            the modulus\n\
         # limbs L            limbs of a word\n\
         # shape K RULES      what follows is of this shape\n\
         # row ROW COLUMN..   fixed columns that are 1 in the row; all rows are listed, blinding rows too\n\
         # free CELL ROW      a cell that no identity fixes\n\
         # identity NAME      its expression is on the next line; zero in every row. next0.. is acc0.. one row further\n",
    );
    writeln!(text, "\nfield {}\nlimbs {LIMBS}", Fp::MODULUS).unwrap();
    for (k, rules) in SHAPES {
        let shape = Shape::new(k, rules).unwrap();
        writeln!(text, "\nshape {k} {rules}").unwrap();
        for row in 0..shape.n() {
            write!(text, "row {row}").unwrap();
            for (column, var) in SELECTORS.iter().enumerate().take(FIXED) {
                if shape.fixed(column, row) {
                    write!(text, " {var}").unwrap();
                }
            }
            text.push('\n');
        }
        for cell in free(shape).keys() {
            use crate::cell::Cell::{Acc, Limb, Quantity, Tagged};
            match *cell {
                Limb { row, i } => writeln!(text, "free d{i} {row}"),
                Acc { row, c } => writeln!(text, "free acc{c} {row}"),
                Quantity { row } => writeln!(text, "free q {row}"),
                Tagged { row } => writeln!(text, "free h {row}"),
            }
            .unwrap();
        }
        for identity in identities(rules) {
            writeln!(text, "identity {}\n{}", identity.name, identity.value).unwrap();
        }
    }
    text
}

#[test]
fn the_dump_is_of_these_identities() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("determinism/identities.txt");
    if std::env::var_os("ASSAY_REGENERATE").is_some() {
        std::fs::write(&path, dump()).unwrap();
    }
    let pinned = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        pinned == dump(),
        "circuits/determinism/identities.txt is out of date: see circuits/determinism/README.md"
    );
}
