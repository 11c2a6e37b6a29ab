#!/usr/bin/env bash
# warnings are errors, with the default features
set -euo pipefail
cargo clippy --workspace --all-targets -- -D warnings
