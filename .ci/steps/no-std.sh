#!/usr/bin/env bash
# the verifier without the standard library
set -euo pipefail
for package in assay-circuits assay-statement assay-verifier assay-json; do
  cargo clippy -p "$package" --no-default-features -- -D warnings
done
