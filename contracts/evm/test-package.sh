#!/usr/bin/env bash
# Tests the npm package of what build.sh left, on a development node.
set -euo pipefail
cd "$(dirname "$0")/../.."
bash contracts/evm/pack.sh
source .ci/features
needs_nodes
target=${CARGO_TARGET_DIR:-$PWD/target}
evm=$target/evm
# The command line, to compare its calldata with.
[[ -x $target/release/assay ]] || cargo build --release
export ASSAY_CLI=$target/release/assay
export ASSAY_VECTORS=$PWD/test-vectors/report ASSAY_MINT_GUARD=$evm/MintGuard.json
npm --prefix "$evm/npm" test
