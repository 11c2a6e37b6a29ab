#!/usr/bin/env bash
# Python: the package, installed, on every report vector; holdings that packages of others write; keys; business days
set -euo pipefail
embed/python/test.sh
ingest/holdings/independent/check.sh
# Generators and a key of the suite bls12-381, by a library that has nothing in common with ours.
venv=target/reference/venv
[[ -x $venv/bin/python ]] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install -q py_ecc==8.0.0 pycryptodome==4.4.0
"$venv/bin/python" -B test-vectors/reference/check_bls12_381.py
# Business days, by three calendars that others keep.
"$venv/bin/python" -m pip install -q QuantLib==1.44 holidays==0.109 workalendar==17.0.0
"$venv/bin/python" -B test-vectors/reference/check_business_days.py
