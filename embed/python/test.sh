#!/usr/bin/env bash
# Builds and installs the package in an environment of its own; runs every report vector, the tests and mypy there.
# Needs cargo and Python 3.10 or later, for the tools; the package itself takes 3.9.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
work=$root/target/embed-python
mkdir -p "$work"

command -v python3 >/dev/null || { apt-get update && apt-get install -y python3 python3-venv; }
# The build in a directory that cargo cleans with the rest.
export CARGO_TARGET_DIR=$work/cargo

cargo fmt -- --check

if [[ ! -x $work/venv/bin/python ]]; then
  python3 -m venv "$work/venv" || { apt-get update && apt-get install -y python3-venv && python3 -m venv "$work/venv"; }
fi
python=$work/venv/bin/python
"$python" -m pip install -q maturin==1.16.0 pytest==9.2.0 mypy==2.4.1
# The backend is the one just installed. Clippy looks at the crate when it is built.
PATH=$work/venv/bin:$PATH MATURIN_PEP517_ARGS="--locked" RUSTC_WORKSPACE_WRAPPER=$root/.ci/rustc \
  "$python" -m pip install -q --no-build-isolation --no-deps --force-reinstall .

rm -rf "$work/cases"
CARGO_TARGET_DIR=$root/target ../cases "$work/cases"
export ASSAY_CASES=$work/cases PYTHONDONTWRITEBYTECODE=1
"$python" -m pytest -q tests
(cd tests && "$python" -m mypy --strict --cache-dir "$work/mypy" .)
(cd python && "$python" -m mypy --strict --cache-dir "$work/mypy-package" -p assay_verifier)
echo "Python package: all is well"
