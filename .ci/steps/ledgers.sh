#!/usr/bin/env bash
# ledgers, in this process and on a cluster of two executors
set -euo pipefail
ledgers=(-p assay-holdings -p assay-cli -p assay-benches --features assay-cli/distributed,assay-benches/ballista)
# A profile of its own, so that its builds can be dropped with their step.
cargo clippy --profile ledgers "${ledgers[@]}" --all-targets -- -D warnings
cargo test --profile ledgers "${ledgers[@]}" --test ledgers --test distributed
[[ -n ${KEEP_BUILDS:-} ]] || rm -rf target/ledgers
