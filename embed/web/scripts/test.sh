#!/usr/bin/env bash
# Everything about embed/web, from a clean clone: dependencies, build, types, tests in Node and in Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."

install() { apt-get update && apt-get install -y "$@"; }
command -v python3 >/dev/null || install python3
command -v chromium >/dev/null || [[ -n ${CHROMIUM:-} ]] || install chromium

npm ci --no-audit --no-fund
node scripts/build.js
export ASSAY_CASES=${CARGO_TARGET_DIR:-$PWD/../../target}/embed-web/cases
../cases "$ASSAY_CASES"

node_modules/.bin/tsc --project test/types
node --test test/*.test.js
