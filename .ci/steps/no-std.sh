#!/usr/bin/env bash
# the verifier without the standard library
set -euo pipefail
for package in assay-circuits assay-statement assay-verifier assay-json; do
  cargo clippy -p "$package" --no-default-features -- -D warnings
done
# The suites that are not built by default.
cargo clippy -p assay-verifier --no-default-features --features bls12-381 -- -D warnings
cargo clippy -p assay-verifier --no-default-features --features blst -- -D warnings
