#!/usr/bin/env bash
# Makes the npm package of what build.sh left: in target/evm/npm, or in evm/npm of CARGO_TARGET_DIR.
set -euo pipefail
cd "$(dirname "$0")"
output=${CARGO_TARGET_DIR:-$PWD/../../target}/evm
package=$output/npm
mkdir -p "$package"
find "$package" -mindepth 1 -maxdepth 1 ! -name node_modules -exec rm -r {} +
cp -r npm/. ../../LICENSE-APACHE ../../LICENSE-MIT "$package"
mkdir "$package/artefacts" "$package/interfaces"
node build/package.js "$output" "$package/artefacts"
# Interfaces, and what they import, at the same paths as in src.
for file in proof/IProofVerifier settings/IReserveSettings feed/IReserveFeed feed/AggregatorV3Interface feed/Submission; do
  mkdir -p "$package/interfaces/$(dirname "$file")"
  cp "src/$file.sol" "$package/interfaces/$file.sol"
done
npm ci --prefix "$package" --no-audit --no-fund --ignore-scripts
