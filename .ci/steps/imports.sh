#!/usr/bin/env bash
# who may import whom
set -euo pipefail
# forbid PACKAGE PATTERN [OPTIONS]: no line of the package's dependency tree matches.
forbid() {
  local package=$1 pattern=$2
  shift 2
  local tree
  tree=$(cargo tree --locked -p "$package" --prefix none -e normal "$@")
  if grep -E "$pattern" <<<"$tree"; then
    echo "$package must not depend on these"
    exit 1
  fi
}
network='ureq|rustls|alloy-[a-z]+'
ingest='assay-(lines|holdings|book|supply)'
forbid assay-circuits '^assay-[abd-z]' --all-features
forbid assay-native-field '^assay-[a-mo-z]'
forbid assay-statement "^(assay-(verifier|prover|cli)|$ingest|halo2_proofs|$network) " --all-features
forbid assay-verifier "^(assay-(prover|cli)|$ingest|halo2_proofs|$network) " --all-features
forbid assay-prover "^(assay-cli|$ingest|clap|$network) " --all-features
# It has Ethereum's numbers and hash, and no client of a node.
forbid assay-evm "^(assay-(prover|cli)|$ingest|halo2_proofs|clap|ureq|rustls) "
# The readers of files take neither each other nor a proof system.
proofs='assay-(verifier|prover|cli)|halo2_proofs|clap'
forbid assay-lines "^($proofs|assay-(holdings|book|supply)|$network) "
forbid assay-holdings "^($proofs|assay-(book|supply)|$network) "
forbid assay-book "^($proofs|assay-(holdings|supply)|$network) "
forbid assay-supply "^($proofs|assay-(holdings|book)) "
for package in assay-json assay-c assay-web assay-cosmwasm; do
  forbid "$package" "^(assay-(prover|cli)|$ingest|halo2_proofs|$network) "
done
# Nothing imports the command line: of a published crate not even its tests.
for package in circuits statement verifier prover lines holdings book supply json evm c web cosmwasm evm-tests evm-vm-tests; do
  forbid "assay-$package" '^assay-cli ' -e dev
done
if cargo tree --locked -p assay-verifier --prefix none -e normal,features --no-default-features | grep 'feature "std"'; then
  echo "the verifier without features must not need std"
  exit 1
fi
