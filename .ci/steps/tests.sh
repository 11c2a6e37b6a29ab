#!/usr/bin/env bash
# every test: cargo alone, strace, the chains' virtual machine, an EVM, the peers
set -euo pipefail
source .ci/features
needs_strace
cargo test --workspace --features "$features"
