// What npm would publish, installed and used by somebody else.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const NAME = '@assay/contracts-evm';
let consumer;

before(async () => {
  consumer = mkdtempSync(join(tmpdir(), 'assay-consumer-'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', consumer], { cwd: join(import.meta.dirname, '..') });
  const [{ filename }] = JSON.parse(stdout);
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
  await run('npm', ['install', ...options, join(consumer, filename)], { cwd: consumer });
});
after(() => rmSync(consumer, { recursive: true }));

test('a program imports artefacts and library', async () => {
  const code = `
    import { artefact, generators, Chain } from '${NAME}';
    import feed from '${NAME}/artefacts/ReserveFeed.json' with { type: 'json' };
    const submit = artefact('ReserveFeed').abi.find(({ name }) => name === 'submit');
    console.log(JSON.stringify([submit.inputs.length, feed.bytecode === artefact('ReserveFeed').bytecode,
      generators(8, 8).length, typeof Chain]));`;
  writeFileSync(join(consumer, 'use.js'), code);
  const { stdout } = await run(process.execPath, ['use.js'], { cwd: consumer });
  assert.deepEqual(JSON.parse(stdout), [1, true, 3, 'function']);
});

test('a contract imports the interfaces', () => {
  const solc = createRequire(import.meta.url)('solc');
  const files = ['proof/IProofVerifier', 'settings/IReserveSettings', 'feed/IReserveFeed', 'feed/AggregatorV3Interface'];
  const imports = files.map((file) => `import "${NAME}/interfaces/${file}.sol";`).join('\n');
  const content = `// SPDX-License-Identifier: MIT
    pragma solidity 0.8.37;
    ${imports}
    contract Consumer {
      function ask(IReserveFeed feed, uint256 supply) external view returns (bool) { return feed.canMint(supply, 1); }
    }`;
  const input = {
    language: 'Solidity',
    sources: { 'Consumer.sol': { content } },
    settings: { outputSelection: { '*': { '*': ['evm.bytecode.object'] } } },
  };
  const find = (path) => {
    const file = join(consumer, 'node_modules', path);
    return existsSync(file) ? { contents: readFileSync(file, 'utf8') } : { error: 'not there' };
  };
  const { errors = [], contracts } = JSON.parse(solc.compile(JSON.stringify(input), { import: find }));
  assert.deepEqual(errors.map(({ formattedMessage }) => formattedMessage), []);
  assert.match(contracts['Consumer.sol'].Consumer.evm.bytecode.object, /^60/);
});

test('tests and other files are left out', () => {
  const root = join(consumer, 'node_modules', NAME);
  assert.ok(existsSync(join(root, 'LICENSE-MIT')) && existsSync(join(root, 'README.md')));
  assert.ok(!existsSync(join(root, 'test')));
});
