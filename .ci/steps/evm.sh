#!/usr/bin/env bash
# the supply, read from a real EVM
set -euo pipefail
cargo clippy -p assay-evm-tests --features evm --all-targets -- -D warnings
cargo test -p assay-evm-tests --features evm
