#!/usr/bin/env bash
# The verifier for machines without an operating system: builds and links it for bare wasm and RISC-V, holds its size to a budget,
# and runs the wasm module. Needs cargo and Node.js.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
work=${CARGO_TARGET_DIR:-$root/target}/embed-bare
mkdir -p "$work"
# Bytes of code and tables; of them 69,000 are the keys and generators up to k = 10.
wasm_budget=200000
riscv_budget=260000

wasm=wasm32v1-none
riscv=riscv32imac-unknown-none-elf
for target in $wasm $riscv; do
  # All of the verifier, and its JSON interface with signatures, not only what the function below uses.
  (cd "$root" && CARGO_TARGET_DIR=$work/cargo .ci/cargo-for "$target" check --locked --no-default-features -p assay-verifier -p assay-json)
done
CARGO_TARGET_DIR=$work/cargo "$root/.ci/cargo-for" $wasm rustc --release --locked --crate-type cdylib
CARGO_TARGET_DIR=$work/cargo "$root/.ci/cargo-for" $riscv rustc --release --locked --crate-type staticlib

# A static library links what it needs only then, and says then if something is missing.
host=$(rustc -vV | sed -n 's/^host: //p')
lld=$(rustc --print sysroot)/lib/rustlib/$host/bin/rust-lld
"$lld" -flavor gnu --gc-sections --strip-all -e assay_verify_call -o "$work/assay-riscv" "$work/cargo/$riscv/release/libassay_bare.a"
cp "$work/cargo/$wasm/release/assay_bare.wasm" "$work/assay.wasm"

within() {
  local bytes
  bytes=$(stat -c %s "$1")
  echo "$(basename "$1"): $bytes bytes, at most $2"
  ((bytes <= $2)) || { echo "too large"; exit 1; }
}
within "$work/assay.wasm" $wasm_budget
within "$work/assay-riscv" $riscv_budget

command -v node >/dev/null || { apt-get update && apt-get install -y nodejs; }
../cases "$work/cases" "$root"/contracts/cosmwasm/tests/data/{7-4,8-8,10-16,10-32}.json
node test.mjs "$work/assay.wasm" "$work/cases"
echo "bare targets: all is well"
