// How many times as long as the native verifier the module takes, in Node, from bytes to the answer: one report of shape (8, 8) with
// all its rows and rules, both in turns in one run. The figures are kept where `benches/run` keeps those of its tables.
//
//     npm --prefix embed/web run bench     # after a build; `benches/run web` builds, and writes the table

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { verify } from 'assay-verifier';

const ROUNDS = 9;
// Of the module in each round; the native program repeats itself, and prints its median.
const TIMES = 25;

const root = fileURLToPath(new URL('../../../', import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? `${root}target`;
const facts = process.env.ASSAY_FACTS ?? `${target}/facts`;
const files = ['8-8.json', '8-8.registry.json'].map((name) => `${root}contracts/cosmwasm/tests/data/${name}`);

const median = (values) => values.sort((a, b) => a - b)[(values.length - 1) / 2];

/** The native verifier, one thread: milliseconds. */
const native = () => Number(execFileSync(`${target}/release/examples/time`, files, { encoding: 'utf8' }));

/** The module: milliseconds. */
async function module() {
  const [report, registry] = files.map((path) => readFileSync(path));
  const times = [];
  for (let i = 0; i < TIMES; i += 1) {
    const start = performance.now();
    const { valid } = await verify(report, registry, { now: null });
    times.push(performance.now() - start);
    assert.equal(valid, true);
  }
  return median(times);
}

// Until the engine has compiled the module with its best compiler.
await module();
const rounds = { native: [], module: [], ratio: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  const times = { native: native(), module: await module() };
  rounds.native.push(times.native);
  rounds.module.push(times.module);
  rounds.ratio.push(times.module / times.native);
}

mkdirSync(`${facts}/web`, { recursive: true });
for (const name of ['native', 'module']) writeFileSync(`${facts}/web/${name}-ns`, `${Math.round(median(rounds[name]) * 1e6)}\n`);
const figures = Object.entries(rounds).map(([name, values]) => [name, median(values)]);
for (const [name, value] of figures) console.log(`${name}: ${value.toFixed(2)}${name === 'ratio' ? '' : ' ms'}`);
console.log(`ratio, from ${rounds.ratio[0].toFixed(2)} to ${rounds.ratio[ROUNDS - 1].toFixed(2)} in ${ROUNDS} rounds`);
