#!/usr/bin/env bash
# documentation without a broken link
set -euo pipefail
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps
