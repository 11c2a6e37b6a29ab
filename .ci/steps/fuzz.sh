#!/usr/bin/env bash
# fuzz targets: their properties, and a smoke run from the seeds
set -euo pipefail
command -v c++ >/dev/null || { apt-get update && apt-get install -y g++; }
# In the target directory of all others: much of what it checks is there.
CARGO_TARGET_DIR=target cargo clippy --locked --manifest-path fuzz/Cargo.toml --all-targets -- -D warnings
fuzz/run test
fuzz/run smoke
# No later step uses these. KEEP_BUILDS=1 keeps them, for who runs this again.
[[ -n ${KEEP_BUILDS:-} ]] || rm -rf fuzz/target
