#!/usr/bin/env bash
# every file as rustfmt has it
set -euo pipefail
cargo fmt --all -- --check
# The lists of rules, formats, chains and signature schemes declare modules in a macro, where cargo fmt does not look.
rustfmt --edition 2021 --check statement/src/rules/*.rs verifier/src/signature/*.rs \
  ingest/holdings/src/formats/*.rs ingest/holdings/src/formats/*/*.rs ingest/supply/src/chains/*.rs
for manifest in benches/guest fuzz embed/python embed/bare; do
  cargo fmt --manifest-path "$manifest/Cargo.toml" -- --check
done
