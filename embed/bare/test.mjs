// Runs the wasm module: calls that verify, and many that do not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const [, , file, cases] = process.argv;
const module = new WebAssembly.Module(readFileSync(file));
assert.deepEqual(WebAssembly.Module.imports(module), [], 'the module asks for nothing');

const [VALID, NOT_A_CALL, PROOF_REFUSED, NO_KEY, NULL] = [0, 1, 2, 3, 4];
const verifier = () => new WebAssembly.Instance(module).exports;
function verify(bytes, { memory, assay_buffer, assay_verify_call } = verifier()) {
  const at = assay_buffer(bytes.length);
  assert.notEqual(at, 0);
  new Uint8Array(memory.buffer).set(bytes, at);
  return assay_verify_call(at, bytes.length);
}

const call = readFileSync(`${cases}/call.bin`);
assert.equal(verify(call), VALID);

// Every shape with all its rows: the arena is large enough.
for (const shape of ['7-4', '8-8', '10-16', '10-32']) {
  const call = readFileSync(`${cases}/call-${shape}.bin`);
  const instance = verifier();
  const times = Array.from({ length: 21 }, () => {
    const start = performance.now();
    assert.equal(verify(call, instance), VALID, shape);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  console.log(`${shape}: ${call.length} bytes, median ${times[10].toFixed(1)} ms`);
}

// The same instance again and again: nothing leaks.
const one = verifier();
for (let i = 0; i < 50; i++) assert.equal(verify(call, one), VALID);

let refused = 0;
for (let at = 0; at < call.length; at += 37) {
  const changed = Uint8Array.from(call);
  changed[at] ^= 1 << (at % 8);
  const verdict = verify(changed, one);
  assert.ok([NOT_A_CALL, PROOF_REFUSED, NO_KEY].includes(verdict), `byte ${at}: ${verdict}`);
  refused += 1;
}
const last = Uint8Array.from(call);
last[last.length - 1] ^= 1;
assert.equal(verify(last, one), PROOF_REFUSED);
for (const bytes of [new Uint8Array(0), call.subarray(0, -1), Uint8Array.from([...call, 0])]) {
  assert.equal(verify(bytes, one), NOT_A_CALL);
}
assert.equal(one.assay_verify_call(0, 0), NULL);
assert.equal(one.assay_buffer(2 ** 20), 0);
assert.equal(verify(call, one), VALID);
console.log(`${refused} changed calls refused`);
