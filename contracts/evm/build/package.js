// Writes the artefacts of the npm package: node package.js COMPILED ARTEFACTS. Contracts that only test are left out.
'use strict';
const fs = require('fs');
const path = require('path');

const TESTING = ['CallingVerifier', 'MintGuard'];
const [compiled, artefacts] = process.argv.slice(2);

for (const file of fs.readdirSync(compiled)) {
  const name = path.basename(file, '.json');
  if (!file.endsWith('.json') || file.startsWith('package') || TESTING.includes(name)) continue;
  const found = JSON.parse(fs.readFileSync(path.join(compiled, file), 'utf8'));
  const kept = Array.isArray(found)
    ? found.map((code) => `0x${code}`)
    : { contractName: name, abi: found.abi, bytecode: `0x${found.code}` };
  fs.writeFileSync(path.join(artefacts, file), JSON.stringify(kept));
}
