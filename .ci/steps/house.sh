#!/usr/bin/env bash
# no circle of files; no crate, file or function too large
set -euo pipefail
cargo run -q -p assay-house
