// The package in Chromium, from a plain file server: the verdicts of Node, and no other request.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open, serve } from './support/browser.js';
import { inputs, list, vector } from './support/files.js';

let server;
let browser;
let tab;

before(async () => {
  server = await serve();
  browser = await launch();
  tab = await open(browser, server.origin);
  await tab.page.evaluate(async () => {
    const { verify } = await import('/verifier/index.js');
    const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    window.check = (...texts) => verify(...texts.map(bytes));
  });
});

after(async () => {
  await browser?.close();
  server?.stop();
});

const base64 = (bytes) => Buffer.from(bytes).toString('base64');

const check = (...documents) => tab.page.evaluate((texts) => window.check(...texts), documents.map(base64));

for (const name of ['cases.json', 'inputs.json', 'without-suite.json']) {
  test(`the verdicts of ${name} in Chromium`, async () => {
    for (const { id, comment, error } of list(name)) {
      const answer = await check(...inputs(id));
      const found = answer.valid === true ? 'valid' : answer.error.code;
      assert.equal(found, error ?? 'valid', `${id}: ${comment}`);
      assert.equal(answer.valid, error === undefined);
    }
  });
}

test('a report of shape (8, 8) is verified, again and again', async () => {
  const report = vector('all-rules.json');
  const { k, rules } = JSON.parse(report).book.shape;
  assert.deepEqual([k, rules], [8, 8]);
  for (let i = 0; i < 20; i += 1) {
    const { valid } = await check(report, vector('registry.json'), Buffer.from('{}'));
    assert.equal(valid, true);
  }
});

test('nothing was requested but the page’s own files, and nothing complained', () => {
  for (const url of tab.requests) assert.equal(new URL(url).origin, server.origin, url);
  const modules = tab.requests.filter((url) => url.endsWith('/assay.wasm'));
  assert.equal(modules.length, 1);
  assert.deepEqual(tab.problems, []);
});
