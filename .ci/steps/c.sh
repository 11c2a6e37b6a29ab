#!/usr/bin/env bash
# C: both libraries, under sanitizers too, on every report vector
set -euo pipefail
with="-p assay-cli" embed/c/test.sh
