#!/usr/bin/env bash
# Builds web/src/assay.wasm. The same sources, lock file and compiler give the same bytes, whatever the directory.
#
# The standard library is built with it, for size, and its panics are traps without a message. That takes unstable flags,
# which RUSTC_BOOTSTRAP lets a stable compiler take.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
target=wasm32-unknown-unknown

export RUSTC_BOOTSTRAP=1
# cpubits: 32-bit limbs in the signature crates, whose 64-bit ones need four times the code here.
export RUSTFLAGS="-Zunstable-options -Cpanic=immediate-abort --cfg cpubits=\"32\" -Ctarget-feature=+simd128,+bulk-memory \
--remap-path-prefix=$root=/assay --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
cd "$root"
.ci/cargo-for "$target" build --locked --profile web -p assay-web \
  -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size
install -m 644 "${CARGO_TARGET_DIR:-target}/$target/web/assay_web.wasm" web/src/assay.wasm
