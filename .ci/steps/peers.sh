#!/usr/bin/env bash
# peers on the same statement, each judged by its own verifier
set -euo pipefail
cargo test -p assay-benches --features peers
