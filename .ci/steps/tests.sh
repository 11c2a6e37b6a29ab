#!/usr/bin/env bash
# every test that needs cargo alone
set -euo pipefail
cargo test --workspace
