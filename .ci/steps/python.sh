#!/usr/bin/env bash
# Python: the package, installed, on every report vector; holdings that packages of others write
set -euo pipefail
embed/python/test.sh
ingest/holdings/independent/check.sh
