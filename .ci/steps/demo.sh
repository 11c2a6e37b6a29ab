#!/usr/bin/env bash
# the demos, and their reports verified by a second process
set -euo pipefail
demo=$(mktemp -d)
trap 'rm -rf "$demo"' EXIT
cargo build --release
./target/release/assay demo --dir "$demo/sample" >/dev/null
./target/release/assay demo --fund --dir "$demo/fund" >/dev/null
for fund in sample fund; do
  ./target/release/assay verify "$demo/$fund/report.json" --registry "$demo/$fund/registry.json"
done
ASSAY=$PWD/target/release/assay examples/three-custodians.sh
