#!/usr/bin/env bash
# warnings are errors; functions of the product have at most 60 lines
set -euo pipefail
source .ci/features
bash .ci/steps/quick-lints.sh
# What only features bring.
cargo clippy -p assay-cosmwasm-vm-tests -p assay-evm-tests -p assay-benches -p assay-cli --all-targets \
  --features "$features,assay-benches/wasm" -- -D warnings
