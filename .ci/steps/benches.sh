#!/usr/bin/env bash
# the benches' tables, from a smoke run
set -euo pipefail
benches/run --quick rows memory
