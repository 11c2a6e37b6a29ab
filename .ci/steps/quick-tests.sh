#!/usr/bin/env bash
# tests of the libraries themselves
set -euo pipefail
cargo test --workspace --lib --exclude assay-benches
