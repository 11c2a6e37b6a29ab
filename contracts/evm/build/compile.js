// Compiles all contracts into a directory that has node_modules: node compile.js DIRECTORY.
// NAME.json has the code that deploys a contract, the code that it leaves and its size, the places in there that are filled in
// on deployment (for each value, in the order of declaration, its places of 32 bytes), and the ABI. What depends on the shape is made once
// a shape, as NAME-k-K; the data contracts of a shape are generators-k-K.json, a list of their codes.
'use strict';
const fs = require('fs');
const path = require('path');
const shape = require('./shape');

const SOURCES = path.join(__dirname, '../src');
const TESTING = path.join(__dirname, '../vm-tests/solidity');
/** What feeds take of the verifiers, which are compiled by shape. */
const SHARED = ['proof/IProofVerifier.sol', 'proof/Memory.sol'];
/** Most bytes of code of a contract. */
const MOST_CODE = 9000;
const [output] = process.argv.slice(2);
const modules = path.join(output, 'node_modules');
const solc = require(path.join(path.resolve(modules), 'solc'));

const SETTINGS = {
  viaIR: true,
  evmVersion: 'prague',
  optimizer: {
    enabled: true,
    // It would put long constants into the code's data: 137,000 gas at (8, 8).
    details: { constantOptimizer: false, yul: true },
  },
  metadata: { appendCBOR: false, bytecodeHash: 'none' },
  outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode'] } },
};

/** Every Solidity file below a directory, by its path in there. */
function sources(directory, below = '') {
  const found = {};
  for (const entry of fs.readdirSync(path.join(directory, below), { withFileTypes: true })) {
    const name = path.posix.join(below, entry.name);
    if (entry.isDirectory()) Object.assign(found, sources(directory, name));
    else if (name.endsWith('.sol')) found[name] = { content: fs.readFileSync(path.join(directory, name), 'utf8') };
  }
  return found;
}

function compile(files, runs) {
  const optimizer = { ...SETTINGS.optimizer, runs };
  const input = { language: 'Solidity', sources: files, settings: { ...SETTINGS, optimizer } };
  const imported = (name) => {
    const file = path.join(modules, name);
    return fs.existsSync(file) ? { contents: fs.readFileSync(file, 'utf8') } : { error: 'not there' };
  };
  const result = JSON.parse(solc.compile(JSON.stringify(input), { import: imported }));
  const faults = (result.errors || []).filter((error) => error.severity !== 'info');
  for (const fault of faults) console.error(fault.formattedMessage);
  if (faults.length) process.exit(1);
  return result.contracts;
}

/** Writes the contracts of our files; a suffix after their names. */
function write(contracts, files, suffix) {
  for (const file of files) {
    for (const [name, { abi, evm }] of Object.entries(contracts[file] || {})) {
      if (!evm.bytecode.object) continue;
      const size = evm.deployedBytecode.object.length / 2;
      if (size < 100) continue; // A library whose functions are all internal.
      console.log(`${name}${suffix}: ${size} bytes of code`);
      if (size > MOST_CODE) {
        console.error(`${name}${suffix} has more than ${MOST_CODE} bytes of code`);
        process.exitCode = 1;
      }
      const { object: runtime, immutableReferences } = evm.deployedBytecode;
      // The compiler numbers what is declared in order.
      const ids = Object.keys(immutableReferences).sort((a, b) => a - b);
      const immutables = ids.map((id) => immutableReferences[id].map(({ start }) => start));
      const artefact = { code: evm.bytecode.object, runtime, immutables, size, abi };
      fs.writeFileSync(path.join(output, `${name}${suffix}.json`), JSON.stringify(artefact));
    }
  }
}

const all = sources(SOURCES);
for (const [name, source] of Object.entries(sources(TESTING))) all[`testing/${name}`] = source;
const ofShape = Object.keys(all).filter((name) => name.startsWith('proof/'));
for (const [k, K] of shape.SHAPES) {
  const files = Object.fromEntries(ofShape.map((name) => [name, all[name]]));
  files['assay/Shape.sol'] = { content: shape.source(k, K) };
  write(compile(files, 1000000), ['proof/ProofVerifier.sol'], `-${k}-${K}`);
  const codes = shape.dataContracts(k, K).map((code) => code.toString('hex'));
  fs.writeFileSync(path.join(output, `generators-${k}-${K}.json`), JSON.stringify(codes));
}
const others = Object.keys(all).filter((name) => !name.startsWith('proof/') || SHARED.includes(name));
write(compile(Object.fromEntries(others.map((name) => [name, all[name]])), 200), others, '');
