#!/usr/bin/env bash
# test vectors, by the reference verifier in Python
set -euo pipefail
command -v python3 >/dev/null || { apt-get update && apt-get install -y python3; }
python3 -B test-vectors/reference/check_all.py
python3 -B -m unittest discover -s test-vectors/reference
