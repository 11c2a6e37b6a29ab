#!/usr/bin/env bash
# Compiles the contracts into target/evm, and runs them on an EVM. Arguments go to cargo test, such as: -- --nocapture gas
set -euo pipefail
cd "$(dirname "$0")/../.."
bash contracts/evm/build.sh
cargo test -p assay-evm-vm-tests --features evm "$@"
