#!/usr/bin/env bash
# documentation without a broken link
set -euo pipefail
source .ci/features
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --features "$features,assay-benches/wasm"
