#!/usr/bin/env bash
# the demo, and its report verified by a second process
set -euo pipefail
demo=$(mktemp -d)
trap 'rm -rf "$demo"' EXIT
cargo build --release
./target/release/assay demo --dir "$demo" >/dev/null
./target/release/assay verify "$demo/report.json" --registry "$demo/registry.json"
ASSAY=$PWD/target/release/assay examples/three-custodians.sh
