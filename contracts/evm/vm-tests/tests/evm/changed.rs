//! A byte of an argument changed: refused.

use assay_circuits::Shape;
use assay_evm_vm_tests::SpecId;

use crate::deployed::{refusal, shape, Deployed, SHAPES};
use crate::statement::Arguments;

/// The table's head, without its rules, whose form and coefficients are for the feed to check.
const HEAD: usize = 21;

/// Every byte that the verifier reads, as a place in one of the arguments.
fn bytes(arguments: &mut Arguments, rows: usize) -> Vec<&mut u8> {
    let rules = arguments.bounds.len();
    let first_row = arguments.table.len() - rows * (10 + 4 * rules);
    let (head, rest) = arguments.table.split_at_mut(first_row);
    let mut all: Vec<&mut u8> = arguments.context.iter_mut().collect();
    all.extend(arguments.bounds.iter_mut().flatten());
    all.extend(head.iter_mut().take(HEAD).chain(rest));
    all.extend(&mut arguments.commitments);
    all.extend(&mut arguments.columns);
    all.extend(&mut arguments.proof);
    all
}

/// Changes every `step`-th byte.
fn none_is_accepted(of: (u32, usize), rows: usize, step: usize) {
    let shape: Shape = shape(of);
    let arguments = Arguments::new(shape, rows, 2, 9);
    let mut deployed = Deployed::new(SpecId::OSAKA, of);
    assert_eq!(refusal(&deployed.verify(&arguments)), "accepted");
    let count = bytes(&mut arguments.clone(), rows).len();
    for at in (0..count).step_by(step) {
        let mut changed = arguments.clone();
        // A bit that moves with the place.
        *bytes(&mut changed, rows)[at] ^= 1 << (at % 8);
        let refusal = refusal(&deployed.verify(&changed));
        let codes = [
            "ProgramInvalid",
            "ProofMalformed",
            "ProofTags",
            "ProofInvalid",
        ];
        let known = codes.contains(&&refusal[..]) || refusal.starts_with("ProofWeights(");
        assert!(known, "byte {at}: {refusal}");
    }
}

#[test]
fn every_byte_of_the_smallest_shape() {
    none_is_accepted(SHAPES[0], 24, 1);
}

#[test]
fn many_bytes_of_a_full_table() {
    none_is_accepted(SHAPES[1], shape(SHAPES[1]).buckets(), 97);
}

#[test]
fn some_bytes_of_the_largest_shape() {
    none_is_accepted(SHAPES[2], shape(SHAPES[2]).buckets(), 307);
}
