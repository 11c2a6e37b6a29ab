#!/usr/bin/env bash
# the supply, read from a real EVM
set -euo pipefail
cargo test -p assay-evm-tests --features evm
