#!/usr/bin/env bash
# documentation without a broken link
set -euo pipefail
source .ci/features
unset RUSTC_WORKSPACE_WRAPPER
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --features "$features"
