#!/usr/bin/env bash
# the contracts for the EVM, compiled and run on one and on a node: proofs, refusals, gas, size, npm package
set -euo pipefail
bash contracts/evm/test.sh
