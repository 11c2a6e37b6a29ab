#!/usr/bin/env bash
# Compiles the contracts into target/evm, and runs them: on an EVM, and through the npm package on a development node. Arguments
# go to cargo test, such as: -- --nocapture gas; with any the node is left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
bash contracts/evm/build.sh
cargo test -p assay-evm-vm-tests --features evm "$@"
[[ $# -eq 0 ]] || exit 0
bash contracts/evm/test-package.sh
