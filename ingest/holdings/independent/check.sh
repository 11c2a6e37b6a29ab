#!/usr/bin/env bash
# Has independent software write files of random holdings, and reads them: every quantity must be exact.
# Needs cargo and Python 3.10 or later. With arguments: how many cases of each kind, and the seed.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../../.. && pwd)
work=$root/target/independent
export PYTHONDONTWRITEBYTECODE=1

command -v python3 >/dev/null || { apt-get update && apt-get install -y python3 python3-venv; }
if [[ ! -x $work/venv/bin/python ]]; then
  python3 -m venv "$work/venv" || { apt-get update && apt-get install -y python3-venv && python3 -m venv "$work/venv"; }
fi
"$work/venv/bin/python" -m pip install -q -r requirements.txt
rm -rf "$work/cases"
"$work/venv/bin/python" generate.py "$work/cases" "${1:-40}" "${2:-1}"
# As `.ci/run tests` builds it, so that CI builds it once.
source "$root/.ci/features"
cargo build -q --locked --manifest-path "$root/Cargo.toml" --workspace --features "$features" --example agree
"${CARGO_TARGET_DIR:-$root/target}/debug/examples/agree" "$work/cases"
