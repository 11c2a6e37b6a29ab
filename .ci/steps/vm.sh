#!/usr/bin/env bash
# the contract in the chains' virtual machine: every report vector, gas, size
set -euo pipefail
cargo clippy -p assay-cosmwasm-vm-tests --features vm --all-targets -- -D warnings
cargo test -p assay-cosmwasm-vm-tests --features vm
