#!/usr/bin/env bash
# the contracts for the EVM, compiled and run on one: proofs, refusals, gas, size
set -euo pipefail
bash contracts/evm/test.sh
