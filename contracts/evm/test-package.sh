#!/usr/bin/env bash
# Tests the npm package of what build.sh left, on a development node.
set -euo pipefail
cd "$(dirname "$0")/../.."
bash contracts/evm/pack.sh
source .ci/features
needs_nodes
evm=${CARGO_TARGET_DIR:-$PWD/target}/evm
export ASSAY_VECTORS=$PWD/test-vectors/report ASSAY_MINT_GUARD=$evm/MintGuard.json
npm --prefix "$evm/npm" test
