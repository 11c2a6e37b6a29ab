#!/usr/bin/env bash
# the supply, read from development nodes of npm
set -euo pipefail
command -v npm >/dev/null || { apt-get update && apt-get install -y nodejs npm; }
nodes=${CARGO_TARGET_DIR:-target}/nodes
mkdir -p "$nodes"
nodes=$(cd "$nodes" && pwd)
# Hardhat needs Node.js 22.13, and npm leaves out what is not for the Node.js it runs on.
if ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 13) ? 0 : 1)'; then
  newer=node-$(node -p 'process.platform + "-" + process.arch')
  npm install --prefix "$nodes/newer" --no-audit --no-fund --ignore-scripts "$newer@24.22.3"
  PATH=$nodes/newer/node_modules/$newer/bin:$PATH
fi
cp ingest/supply/evm-tests/nodes/* "$nodes"
npm ci --prefix "$nodes" --no-audit --no-fund --ignore-scripts
ASSAY_NODES=$nodes cargo test -p assay-evm-tests --features nodes --test nodes
[[ -n ${KEEP_BUILDS:-} ]] || rm -rf "$nodes"
