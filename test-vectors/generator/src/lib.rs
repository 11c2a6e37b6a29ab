//! Makes and checks the files of `test-vectors/`: see `tests/vectors.rs`.
