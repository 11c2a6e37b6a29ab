#!/usr/bin/env bash
# the supply, read from development nodes of npm
set -euo pipefail
source .ci/features
needs_nodes
cargo test --workspace --features "$features" --test nodes
