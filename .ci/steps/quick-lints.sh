#!/usr/bin/env bash
# warnings are errors; functions of the product have at most 60 lines (default features)
set -euo pipefail
cargo clippy --workspace --all-targets -- -D warnings
# clippy.toml has the number. Tests may tell a long story.
product=()
for package in circuits statement verifier prover lines holdings book supply cli json c web cosmwasm; do
  product+=(-p "assay-$package")
done
cargo clippy "${product[@]}" --lib --bins -- -D warnings -D clippy::too_many_lines
