#!/usr/bin/env bash
# The C library as C sees it: builds it, compiles the example and the tests against both libraries, runs every report vector.
# Needs cargo and a C compiler with sanitizers (gcc or clang).
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
lib=$target/release
work=$target/embed-c
cc=${CC:-cc}
mkdir -p "$work"

command -v "$cc" >/dev/null || { apt-get update && apt-get install -y gcc libc6-dev; }

# $with: packages to build along, so that a later step of CI finds what they share.
# shellcheck disable=SC2086 # options
cargo build --release -p assay-c ${with:-}
rm -rf "$work/cases"
../cases "$work/cases"

warnings=(-std=c11 -Wall -Wextra -Werror -pedantic -D_POSIX_C_SOURCE=200809L)
include=(-Iinclude -I. -Itests/c)
static=("$lib/libassay.a" -lpthread -ldl -lm)
shared=(-L"$lib" -lassay -Wl,-rpath,"$lib" -lpthread)
sanitizers=(-g -fsanitize=address,undefined -fno-sanitize-recover=all)

# The shared library must be found as -lassay although the static one lies beside it: the linker prefers it.
for name in example tests/c/vectors tests/c/robust; do
  program=$work/$(basename "$name")
  "$cc" "${warnings[@]}" "${include[@]}" "$name.c" "${static[@]}" -o "$program-static"
  "$cc" "${warnings[@]}" "${include[@]}" "$name.c" "${shared[@]}" -o "$program-shared"
  "$cc" "${warnings[@]}" "${sanitizers[@]}" "${include[@]}" "$name.c" "${static[@]}" -o "$program-sanitized"
done
# The header is C++ as well.
if command -v c++ >/dev/null; then
  printf '#include "assay.h"\nint main() { return assay_version() == nullptr; }\n' >"$work/version.cpp"
  c++ -Wall -Wextra -Werror "${include[@]}" "$work/version.cpp" "${static[@]}" -o "$work/version"
  "$work/version"
fi
readelf -d "$work/vectors-shared" | grep -q 'NEEDED.*libassay.so'

expect() {
  local status=$1 found=0
  shift
  "$@" >/dev/null || found=$?
  [[ $found == "$status" ]] || { echo "$*: exit $found, expected $status"; exit 1; }
}
good=$work/cases/1001
for kind in static shared sanitized; do
  echo "$kind:"
  expect 0 "$work/example-$kind" "$good/report.json" "$good/registry.json"
  expect 0 "$work/example-$kind" "$good/report.json" "$good/registry.json" "$good/options.json"
  expect 1 "$work/example-$kind" "$good/registry.json" "$good/registry.json"
  expect 2 "$work/example-$kind" "$good/report.json" "$good/report.json"
  "$work/vectors-$kind" "$work/cases"
  "$work/robust-$kind" "$work/cases"
done
# Only what the header declares leaves the shared library.
exported=$(nm -D --defined-only "$lib/libassay.so" | awk '$2 == "T" {print $3}' | sort | tr '\n' ' ')
[[ $exported == "assay_free assay_verify assay_verify_call assay_version " ]] || { echo "exported: $exported"; exit 1; }
echo "C library: all is well"
