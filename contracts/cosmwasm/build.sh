#!/usr/bin/env bash
# Builds the contract for a chain and prints where it is: target/cosmwasm/assay_cosmwasm.wasm, unless another path is given.
#
#   contracts/cosmwasm/build.sh [FILE]
#
# The standard library is built along: the one that comes with the compiler has instructions that chains refuse (bulk memory), and
# formats panics. The code has no paths of this machine in it, so the same sources and compiler give the same code.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
out=${1:-$root/target/cosmwasm/assay_cosmwasm.wasm}
cd "$root"

# Where the compiler of rustup is used; the other one of .ci/cargo-for brings its sources.
if command -v rustup >/dev/null && [[ ! -d $(rustc --print sysroot)/lib/rustlib/src/rust/library ]]; then
  rustup component add rust-src 1>&2 || true
fi

flags=(
  -Ctarget-cpu=mvp -Ctarget-feature=+mutable-globals -Clink-arg=--allow-undefined
  -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none
  "--remap-path-prefix=$root=." "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo"
  "--remap-path-prefix=$(rustc --print sysroot)=rust"
)
CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f' && echo "${flags[*]}")
export CARGO_ENCODED_RUSTFLAGS
export RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$root/target/cosmwasm
# As a cdylib only: with the rlib that the tests link there would be no optimisation across crates, which is a seventh of the code.
.ci/cargo-for wasm32-unknown-unknown rustc --crate-type cdylib --profile contract --lib -p assay-cosmwasm --locked \
  -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size 1>&2

built=$CARGO_TARGET_DIR/wasm32-unknown-unknown/contract/assay_cosmwasm.wasm
mkdir -p "$(dirname "$out")"
# The compiler keeps thousands of functions of a few instructions apart; this joins them, a fifth of the code.
if ! command -v wasm-opt >/dev/null; then
  { apt-get update && apt-get install -y binaryen; } 1>&2 || { echo "wasm-opt is needed: package binaryen" >&2 && exit 1; }
fi
# Low memory is the far end of the stack: nothing is there unless the stack is about to overflow.
# A chain refuses functions of more than 100 variables, so large ones are not joined.
wasm-opt --mvp-features --enable-mutable-globals --low-memory-unused --one-caller-inline-max-function-size 2000 -Oz "$built" -o "$out.new"
mv "$out.new" "$out"
echo "$out"
