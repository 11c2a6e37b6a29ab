#!/usr/bin/env bash
# every test: cargo alone, strace, the virtual machine, EVMs, development nodes, the peers, ledgers; every crate linted and documented
set -euo pipefail
source .ci/features
needs_strace
needs_nodes
needs_contracts
failed=0
# Benches too, which are linted thereby.
cargo test --workspace --features "$features" --no-fail-fast --no-run --bench '*' || failed=1
cargo test --workspace --features "$features" --no-fail-fast || failed=1
exit "$failed"
