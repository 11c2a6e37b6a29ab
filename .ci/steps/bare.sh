#!/usr/bin/env bash
# no operating system: wasm and RISC-V, their size, and the wasm module run
set -euo pipefail
embed/bare/test.sh
