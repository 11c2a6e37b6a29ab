#!/usr/bin/env bash
# The worked example of README.md, command by command, on sample files. Every exit code is checked.
#
#   examples/three-custodians.sh [DIR]     leaves all files in DIR (a temporary directory, if none)
#
# ASSAY=target/release/assay takes a command that is built already.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if [[ -z ${ASSAY:-} ]]; then
  cargo build --release --manifest-path "$root/Cargo.toml" -p assay-cli
  ASSAY=$root/target/release/assay
fi
assay=$(realpath "$ASSAY")

work=${1:-}
if [[ -z $work ]]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi
mkdir -p "$work"
cd "$work"

# run CODE ARGUMENTS...: shows the command, runs it, and fails unless it exits with CODE.
run() {
  local expected=$1 code=0
  shift
  printf '$ assay %s\n' "$*" >&2
  "$assay" "$@" || code=$?
  if [[ $code != "$expected" ]]; then
    echo "expected exit code $expected, found $code" >&2
    exit 1
  fi
}

echo "== sample files: prices, custodians, policy, supply, holdings" >&2
run 0 demo --dir sample >/dev/null 2>&1
cp sample/{prices.csv,custodians.json,policy.json,supply.json} .
cp sample/{northbank,eastcustody,harbortrust}.holdings.csv .
custodians=(northbank eastcustody harbortrust)
as_of=2026-11-20T22:00:00Z
subject=eip155:1/erc20:0x7712c34205737192402172409a8f7ccef8aa2aec

echo "== each custodian, once: a signing key. The verifier collects the entries in its registry" >&2
entries=()
for custodian in "${custodians[@]}"; do
  entry=$(run 0 keygen --scheme ed25519 --out "$custodian.pem" \
    --not-before 2026-01-01T00:00:00Z --not-after 2026-12-31T23:59:59Z)
  entries+=("{\"id\": \"$custodian\", \"threshold\": 1, \"keys\": [$entry]}")
done
(
  IFS=,
  printf '{"assay": "v1", "kind": "registry", "subject": "%s", "custodians": [%s]}\n' \
    "$subject" "${entries[*]}" >registry.json
)

echo "== the issuer: the public book" >&2
run 0 book --prices prices.csv --prices-date "${as_of%T*}" --as-of "$as_of" --subject "$subject" \
  --custodians custodians.json --policy policy.json --out book.json >/dev/null

echo "== each custodian, every period: commit and sign" >&2
collected=()
for custodian in "${custodians[@]}"; do
  run 0 commit --book book.json --custodian "$custodian" --holdings "$custodian.holdings.csv" \
    --opening "$custodian.opening.json" --out "$custodian.commitment.json" >/dev/null
  run 0 attest --commitment "$custodian.commitment.json" --book book.json \
    --opening "$custodian.opening.json" --key "$custodian.pem" \
    --out "$custodian.attestation.json" >/dev/null
  collected+=(--opening "$custodian.opening.json" --attestation "$custodian.attestation.json")
done

echo "== the issuer: prove" >&2
run 0 prove --book book.json --policy policy.json --supply supply.json "${collected[@]}" \
  --out report.json >/dev/null

echo "== anyone: verify, with every check on" >&2
known=(--registry registry.json --supply supply.json --policy policy.json --first)
run 0 verify report.json "${known[@]}" --max-age 36h --now 2026-11-21T08:00:00Z

echo "== what must be refused" >&2
# Too old.
run 1 verify report.json "${known[@]}" --max-age 36h --now 2026-12-21T08:00:00Z >/dev/null
# Signed by keys that this verifier does not know: those of another registry.
run 1 verify report.json --registry sample/registry.json >/dev/null
# Changed after it was made.
sed 's/"value_per_token": "1.00"/"value_per_token": "0.90"/' report.json >changed.json
if cmp -s report.json changed.json; then echo "nothing was changed" >&2 && exit 1; fi
run 1 verify changed.json --registry registry.json >/dev/null
# Used in the wrong way.
run 2 verify nosuch.json --registry registry.json >/dev/null
# An output that exists is never overwritten.
run 2 prove --book book.json --policy policy.json --supply supply.json "${collected[@]}" \
  --out report.json >/dev/null

echo "== done: every command exited as it should" >&2
