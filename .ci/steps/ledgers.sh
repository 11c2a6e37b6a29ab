#!/usr/bin/env bash
# ledgers, in this process and on a cluster of two executors
set -euo pipefail
source .ci/features
cargo test --workspace --features "$features" --test ledgers --test distributed
