#!/usr/bin/env bash
# the npm package of the contracts for the EVM: deployed on a development node, every report vector submitted
set -euo pipefail
source .ci/features
# `tests` has compiled the contracts already.
[[ -f ${CARGO_TARGET_DIR:-target}/evm/ReserveFeed.json ]] || needs_contracts
contracts/evm/test-package.sh
