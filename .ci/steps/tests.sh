#!/usr/bin/env bash
# every test: cargo alone, strace, the virtual machine, an EVM, the peers, ledgers
set -euo pipefail
source .ci/features
needs_strace
cargo test --workspace --features "$features" --no-fail-fast
