#!/usr/bin/env bash
# Compiles the contracts into target/evm, or into evm of CARGO_TARGET_DIR.
set -euo pipefail
cd "$(dirname "$0")"
command -v npm >/dev/null || { apt-get update && apt-get install -y nodejs npm; }
output=${CARGO_TARGET_DIR:-$PWD/../../target}/evm
mkdir -p "$output"
cp package.json package-lock.json "$output"
npm ci --prefix "$output" --no-audit --no-fund --ignore-scripts
node build/compile.js "$output"
