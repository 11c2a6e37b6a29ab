#!/usr/bin/env bash
# no circle of files, no crate or file too large
set -euo pipefail
cargo run -q -p assay-house
