// The module is small and asks for nothing.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const wasm = readFileSync(new URL('../src/assay.wasm', import.meta.url));

test('the module keeps to its size', () => {
  const packed = gzipSync(wasm, { level: 9 }).length;
  console.log(`assay.wasm: ${wasm.length} bytes, ${packed} with gzip`);
  assert.ok(wasm.length <= 436_000, `${wasm.length} bytes`);
  assert.ok(packed <= 188_000, `${packed} bytes with gzip`);
});

test('the module has no imports, and the exports that the JavaScript calls', async () => {
  const module = await WebAssembly.compile(wasm);
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const exports = WebAssembly.Module.exports(module).map((entry) => entry.name);
  for (const name of ['assay_input', 'assay_verify', 'assay_answer_len', 'memory']) assert.ok(exports.includes(name), name);
});

test('no path of the machine that built it is in the module', () => {
  const text = wasm.toString('latin1');
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  for (const path of [root, homedir(), '/home/', '.cargo/registry']) assert.ok(!text.includes(path), path);
});
