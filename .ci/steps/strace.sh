#!/usr/bin/env bash
# assay watch, killed at every system call
set -euo pipefail
source .ci/features
needs_strace
cargo test --workspace --features "$features" --test chains at_every_system_call
