#!/usr/bin/env bash
# warnings are errors, with every feature that CI tests
set -euo pipefail
source .ci/features
cargo clippy --workspace --all-targets --features "$features,assay-benches/wasm,assay-evm-tests/nodes" -- -D warnings
