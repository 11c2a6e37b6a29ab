//! What a prover without scruples may write into the trace, and what refuses it.
//!
//! | module | what it holds |
//! |---|---|
//! | `program`, `values` | honest witnesses of small shapes; the wrong values of a cell |
//! | `cell`, `draft` | cells by name; a witness under attack, and which identities refuse it, row by row in the field |
//! | `words`, `solver`, `cases` | the same value from other limbs; everything else recomputed; every tampering of a cell |
//! | `free` | the cells that no identity fixes, and why |
//! | `tamper`, `mock` | tests: all refused, counted; the same verdicts from halo2's mock prover |
//! | `symbolic`, `operators`, `corpus` | the identities as expressions; what can be wrong with one; tamperings to find it |
//! | `mutants` | tests: a tampering, or an honest witness, for every mutant |
//! | `dump` | test: `circuits/determinism/identities.txt` is these identities |
#![allow(clippy::unwrap_used, missing_docs)]

mod cases;
mod cell;
mod corpus;
mod draft;
mod dump;
mod free;
mod mock;
mod mutants;
mod operators;
mod program;
mod solver;
mod symbolic;
mod tamper;
mod values;
mod words;
