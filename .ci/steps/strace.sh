#!/usr/bin/env bash
# assay watch, killed at every system call
set -euo pipefail
command -v strace >/dev/null || { apt-get update && apt-get install -y strace; }
# In the whole workspace, for the builds of the tests: of the package alone, crates have other features.
cargo test --workspace --features assay-cli/strace --test chains at_every_system_call
