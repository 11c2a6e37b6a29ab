#!/usr/bin/env bash
# Python: the package, installed, on every report vector
set -euo pipefail
embed/python/test.sh
