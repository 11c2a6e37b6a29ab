#!/usr/bin/env bash
# the contract in the chains' virtual machine: every report vector, gas, size
set -euo pipefail
cargo test -p assay-cosmwasm-vm-tests --features vm
