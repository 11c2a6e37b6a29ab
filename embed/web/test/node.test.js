// The package in Node: every vector, and whatever callers may pass.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { LIMITS, init, verify } from 'assay-verifier';

import { verifier } from '../src/core.js';
import { changed, inputs, list, vector } from './support/files.js';

const report = vector('report.json');
const registry = vector('registry.json');
const supply = vector('supply.json');

const code = async (...args) => {
  const answer = await verify(...args);
  assert.equal(answer.valid, answer.error === undefined);
  assert.equal(answer.valid, answer.statement !== undefined);
  return answer.valid ? 'valid' : answer.error.code;
};

for (const name of ['cases.json', 'inputs.json', 'without-suite.json']) {
  test(`the verdicts of ${name}`, async () => {
    const cases = list(name);
    assert.ok(cases.length >= 20);
    for (const { id, comment, error } of cases) {
      assert.equal(await code(...inputs(id)), error ?? 'valid', `${id}: ${comment}`);
    }
  });
}

/** The options of a case as a JavaScript caller would write them. */
const asObject = ({ now = null, supply, policy, ...others }) => ({
  now,
  ...others,
  ...(supply && { supply: JSON.stringify(supply) }),
  ...(policy && { policy: typeof policy === 'string' ? policy : JSON.stringify(policy) }),
});

test('options as an object give the same verdicts as their text', async () => {
  for (const { id, comment, error } of list('cases.json')) {
    const [report, registry, options] = inputs(id);
    assert.equal(await code(report, registry, asObject(JSON.parse(options))), error ?? 'valid', `${id}: ${comment}`);
  }
});

test('a string, a Uint8Array, a Buffer and an ArrayBuffer are the same document', async () => {
  const { statement } = await verify(report, registry);
  const bytes = new Uint8Array(report);
  const padded = new Uint8Array(bytes.length + 16);
  padded.set(bytes, 8);
  for (const form of [report.toString('utf8'), bytes, bytes.buffer, padded.subarray(8, 8 + bytes.length)]) {
    const answer = await verify(form, registry.toString('utf8'));
    assert.equal(answer.statement.report, statement.report);
  }
});

test('parsed objects and other types are thrown back', async () => {
  for (const other of [JSON.parse(report), undefined, null, 7, new Uint16Array(4), new DataView(new ArrayBuffer(4))]) {
    await assert.rejects(verify(other, registry), TypeError);
    await assert.rejects(verify(report, other), TypeError);
  }
  for (const options of [null, 7, [], { maxAge: 3 }, { max_age_seconds: null }, { max_age_seconds: 1.5 }, { max_age_seconds: -1 },
    { max_age_seconds: '60' }, { supply: JSON.parse(supply) }, { policy: 7 }, { tokens: {} }, { least_value_per_token: '1.00 USD' },
    { least_value_per_token: [] }, { previous: null }, { previous: 7 }, { previous: { report: '0'.repeat(64), subject: 'fund:x' } },
    { now: 0 }, { now: new Date(NaN) }]) {
    await assert.rejects(verify(report, registry, options), TypeError, JSON.stringify(options));
  }
});

test('the clock is this machine’s, unless another or none is given', async () => {
  const asOf = JSON.parse(report).book.as_of;
  const age = () => Math.floor((Date.now() - Date.parse(asOf)) / 1_000);
  const before = age();
  const { statement } = await verify(report, registry);
  assert.ok(before <= statement.age_seconds && statement.age_seconds <= age(), `${before}, ${statement.age_seconds}`);
  assert.equal(await code(report, registry, { now: new Date(Date.parse(asOf) - 1) }), 'from-the-future');
  assert.equal(await code(report, registry, { now: asOf }), 'valid');
  assert.equal(await code(report, registry, { now: new Date(Date.parse(asOf) + 61_000), max_age_seconds: 60 }), 'stale');
  assert.equal(await code(report, registry, { now: new Date(Date.parse(asOf) + 60_999), max_age_seconds: 60 }), 'valid');
  assert.equal((await verify(report, registry, { now: null })).statement.age_seconds, undefined);
  assert.equal(await code(report, registry, { now: null, max_age_seconds: 60 }), 'no-clock');
  assert.equal(await code(report, registry, { now: 'today' }), 'options-malformed');
});

test('a supply cannot bring options of its own, nor a field twice', async () => {
  const text = supply.toString('utf8').trim();
  assert.equal(await code(report, registry, { supply: text }), 'valid');
  assert.equal(await code(report, registry, { supply }), 'valid');
  for (const bad of [`${text},"previous":"none"`, `${text}{}`, `\ufeff${text}`, '[]', '"x"', 'null', '', '{', text.replace('{', '{"assay":"v1",')]) {
    assert.equal(await code(report, registry, { supply: bad }), 'options-malformed', bad.slice(-40));
  }
  assert.equal(await code(report, registry, { supply: Buffer.from([0x7b, 0xff, 0x7d]) }), 'options-malformed');
  const other = changed(supply, (document) => (document.value_per_token = '1.01'));
  assert.equal(await code(report, registry, { supply: other }), 'wrong-supply');
});

test('a policy is a digest or a document', async () => {
  const policy = JSON.stringify(JSON.parse(report).policy);
  assert.equal(await code(report, registry, { policy }), 'valid');
  assert.equal(await code(report, registry, { policy: '0'.repeat(64) }), 'wrong-policy');
  assert.equal(await code(report, registry, { policy: 'A'.repeat(64) }), 'options-malformed');
});

test('the report before is a statement, or its three fields', async () => {
  const { statement } = await verify(report, registry, { previous: 'none' });
  const [sameMoment, nextDay] = ['successor.json', 'next-day.json'].map(vector);
  const { report: digest, subject, as_of } = statement;
  for (const previous of [statement, { report: digest, subject, as_of }]) {
    assert.equal(await code(nextDay, registry, { previous }), 'valid');
    assert.equal(await code(sameMoment, registry, { previous }), 'not-newer');
    assert.equal(await code(nextDay, registry, { previous: { ...previous, subject: 'fund:other' } }), 'wrong-subject');
    assert.equal(await code(nextDay, registry, { previous: { ...previous, report: '0'.repeat(64) } }), 'wrong-previous');
  }
  const { error } = await verify(nextDay, registry, { previous: digest });
  assert.equal(error.code, 'options-malformed');
  assert.match(error.message, /an object with report, subject and as_of/);
});

test('the largest shape is not in the module', async () => {
  const shaped = (k, rules) => code(changed(report, ({ book }) => (book.shape = { k, rules })), registry);
  assert.equal(await shaped(12, 16), 'shape-not-standard');
  for (const [k, rules] of [[7, 4], [8, 8], [9, 8], [10, 16]]) assert.notEqual(await shaped(k, rules), 'shape-not-standard');
});

test('text that is not Unicode, and garbage, are malformed', async () => {
  assert.equal(await code('\ud800', registry), 'malformed');
  assert.equal(await code(report, '\udc00'), 'registry-malformed');
  assert.equal(await code(Buffer.alloc(10_000_000, 0x5b), registry), 'malformed');
  assert.equal(await code(report.subarray(0, report.length - 2), registry), 'malformed');
});

test('files above the limits are refused, and those at the limits are read', async () => {
  const padded = (bytes, length) => Buffer.concat([bytes, Buffer.alloc(length - bytes.length, 0x20)]);
  assert.equal(await code(padded(report, LIMITS.report), padded(registry, LIMITS.registry)), 'valid');
  assert.equal(await code(padded(report, LIMITS.report + 1), registry), 'malformed');
  assert.equal(await code(report, padded(registry, LIMITS.registry + 1)), 'registry-malformed');
  const options = Buffer.from('{}');
  assert.equal(await code(report, registry, padded(options, LIMITS.options)), 'valid');
  assert.equal(await code(report, registry, padded(options, LIMITS.options + 1)), 'options-malformed');
});

test('what is changed after the call is not what was verified', async () => {
  const bytes = new Uint8Array(report);
  const answer = verify(bytes, registry);
  bytes.fill(0x20);
  assert.equal((await answer).valid, true);
});

const wasm = readFileSync(new URL('../src/assay.wasm', import.meta.url));

test('a module that fails leaves nothing behind', async () => {
  // Real module, memory exhausted in every other instance.
  const { instantiate } = WebAssembly;
  const { verify } = verifier(() => wasm);
  assert.equal((await verify(report, registry)).valid, true);
  WebAssembly.instantiate = async (module) => {
    const { exports } = await instantiate(module);
    while (exports.memory.grow(1) >= 0 && exports.memory.buffer.byteLength < 2 ** 24);
    return { exports: { ...exports, assay_verify: () => exports.assay_input(0, 2 ** 31 - 64) && exports.assay_input(1, 2 ** 31 - 64) } };
  };
  try {
    const answer = await verify(report, registry);
    assert.equal(answer.valid, false);
    assert.equal(answer.error.code, 'internal');
  } finally {
    WebAssembly.instantiate = instantiate;
  }
  assert.equal((await verify(report, registry)).valid, true);
});

test('an answer that makes no sense is no valid answer', async () => {
  const { instantiate } = WebAssembly;
  try {
    for (const answer of ['', 'true', 'null', '{}', '{"valid":true}', '{"valid":1,"statement":{}}', '{"valid":"true"}', '{"valid":false}']) {
      const memory = new WebAssembly.Memory({ initial: 4 });
      new Uint8Array(memory.buffer).set(Buffer.from(answer), 8);
      const exports = { memory, assay_input: () => 1024, assay_verify: () => 8, assay_answer_len: () => answer.length };
      WebAssembly.instantiate = async () => ({ exports });
      const { valid, error } = await verifier(() => instantiate && WebAssembly.compile(wasm)).verify(report, registry);
      assert.equal(valid, false, answer);
      assert.equal(error.code, 'internal', answer);
    }
  } finally {
    WebAssembly.instantiate = instantiate;
  }
});

test('a module that cannot be loaded is no verdict, and is tried again', async () => {
  let times = 0;
  const flaky = verifier(() => (++times === 1 ? Promise.reject(new Error('gone')) : wasm));
  await assert.rejects(flaky.verify(report, registry), /could not be loaded/);
  assert.equal((await flaky.verify(report, registry)).valid, true);
  assert.equal((await flaky.verify(report, registry)).valid, true);
  assert.equal(times, 2);
  await assert.rejects(verifier(() => wasm.subarray(0, 1_000)).init(), /could not be loaded/);
});

test('the module may be given', async () => {
  const given = verifier(() => assert.fail('not to be loaded'));
  await given.init(WebAssembly.compile(wasm));
  assert.equal((await given.verify(report, registry)).valid, true);
  await init();
});
