#!/usr/bin/env bash
# C: both libraries, under sanitizers too, on every report vector
set -euo pipefail
embed/c/test.sh
