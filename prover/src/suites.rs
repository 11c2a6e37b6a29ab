//! The suites that proofs can be made in: a file each.

mod vesta;
