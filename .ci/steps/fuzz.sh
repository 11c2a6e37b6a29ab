#!/usr/bin/env bash
# fuzz targets: their properties, and a smoke run from the seeds
set -euo pipefail
command -v c++ >/dev/null || { apt-get update && apt-get install -y g++; }
# Lints them as they are built.
RUSTC_WORKSPACE_WRAPPER=$PWD/.ci/rustc
export RUSTC_WORKSPACE_WRAPPER
fuzz/run test
fuzz/run smoke
# No later step uses these. KEEP_BUILDS=1 keeps them, for who runs this again.
[[ -n ${KEEP_BUILDS:-} ]] || rm -rf fuzz/target
