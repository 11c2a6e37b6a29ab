#!/usr/bin/env bash
# Builds embed/web/src/assay.wasm. The same sources, lock file, compiler and wasm-opt give the same bytes, whatever the directory.
#
# The standard library is built along, for size, and a panic is a trap without a message. That takes unstable flags,
# which RUSTC_BOOTSTRAP lets a stable compiler take.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
target=wasm32-unknown-unknown
command -v wasm-opt >/dev/null || { apt-get update && apt-get install -y binaryen; } >&2
# Sources of the standard library, if the compiler is rustup's; Debian's, which cargo-for may take, brings its own.
[[ -e $(rustc --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock ]] || rustup component add rust-src >&2 || true

flags=(
  -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none
  # 32-bit limbs in the signature crates, whose 64-bit ones need four times the code here.
  --cfg 'cpubits="32"'
  -Ctarget-feature=+bulk-memory,+simd128
  "--remap-path-prefix=$root=/assay" "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
)
export RUSTC_BOOTSTRAP=1 CARGO_ENCODED_RUSTFLAGS
CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f' && echo "${flags[*]}")
cd "$root"
.ci/cargo-for "$target" build --locked --profile web -p assay-web \
  -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size

built=${CARGO_TARGET_DIR:-target}/$target/web/assay_web.wasm
wasm-opt -Oz --enable-bulk-memory --enable-simd --enable-sign-ext --enable-mutable-globals \
  --enable-nontrapping-float-to-int --enable-reference-types --enable-multivalue "$built" -o embed/web/src/assay.wasm
chmod 644 embed/web/src/assay.wasm
