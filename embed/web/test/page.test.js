// The page as people use it.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { launch, open, serve } from './support/browser.js';
import { changed, file, vector } from './support/files.js';

const report = vector('report.json');
const registry = vector('registry.json');
const { statement } = await (await import('assay-verifier')).verify(report, registry);

let server;
let browser;
let tab;
let page;

before(async () => {
  server = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.stop();
});

beforeEach(async () => {
  tab = await open(browser, server.origin);
  ({ page } = tab);
});

afterEach(async () => {
  for (const url of tab.requests) assert.equal(new URL(url).origin, server.origin, url);
  assert.deepEqual(tab.problems, []);
  await tab.close();
});

const pick = (kind, buffer) => page.setInputFiles(`#${kind}`, file(`${kind}.json`, buffer));

/** Opens both files, and gives the verdict's word and the text of the answer. */
async function verdictOf(reportFile, registryFile) {
  await pick('registry', registryFile);
  await pick('report', reportFile);
  return verdict();
}

async function verdict() {
  const result = page.locator('#result:not([hidden])');
  await result.waitFor();
  return { word: await result.locator('#verdict').textContent(), text: await result.innerText() };
}

test('a valid report: what is proved, by whom it is signed, its age, supply, rules, and what is not checked', async () => {
  const { word, text } = await verdictOf(report, registry);
  assert.equal(word, 'Valid');
  for (const { custodian } of statement.custodians) assert.ok(text.includes(custodian));
  for (const { bound } of statement.rules) assert.ok(text.includes(bound), bound);
  for (const line of statement.not_proved) assert.ok(text.includes(line), line);
  assert.ok(text.includes(statement.report));
  assert.match(text, /Age\s+\d+ d \d+ h/);
  assert.match(text, /cover 106,250,000\.500001 USD/);
  assert.equal(await page.locator('.chart .bar').count(), statement.supply.length);
  // Six checks are left out. Nine things are the issuer's word: prices, value per token, tokens, decimals, the three entries on no
  // chain, that there are no payables, the policy.
  assert.equal(await page.locator('#result li').count(), 6 + 9 + statement.not_proved.length);
  assert.ok(text.includes('Payables: none'), text);
  assert.match(text, /Value per token\s+1\.00 USD, the issuer’s word/);
  assert.ok(text.includes('Decimals of 0x5b1c'), text);
  assert.equal(await page.locator('#status').textContent(), 'Valid.');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'result');
});

test('income and what was distributed of it, each with whose word it is', async () => {
  const { word, text } = await verdictOf(vector('income.json'), registry);
  assert.equal(word, 'Valid');
  assert.match(text, /Distributed\s+259,376\.77046979062 USD, the issuer’s word/);
  assert.match(text, /Income since\s+20 October 2026, 21:00 UTC, the issuer’s word/);
  assert.ok(text.includes('5d'.repeat(32)), text);
  assert.match(text, /259,000 tokens minted to holders\s+259,000\.00\s+paid to holders in cash\s+376\.77046979062/);
  assert.match(text, /Income per unit of \d+ rows, since 20 October 2026, 21:00 UTC/);
  assert.ok(text.includes('Distributed, paid to holders in cash: 376.77046979062 USD'), text);
  const without = await verdictOf(report, registry);
  assert.doesNotMatch(without.text, /Distributed|Income/);
});

const refused = [
  ['malformed', () => report.subarray(0, 4_000), registry],
  ['malformed', () => Buffer.alloc(10_000_000, 'garbage '), registry],
  ['wrong-subject', () => report, changed(registry, (r) => (r.subject = 'fund:another'))],
  ['wrong-policy', () => report, changed(registry, (r) => (r.policy = '0'.repeat(64)))],
  ['book-invalid', () => changed(report, (r) => (r.book.rows[0].price = '0')), registry],
  ['policy-invalid', () => changed(report, (r) => (r.policy.rules = [])), registry],
  ['supply-invalid', () => changed(report, (r) => (r.supply.entries = [])), registry],
  ['key-unknown', () => report, changed(registry, (r) => r.custodians[1].keys.splice(1, 1))],
  ['under-threshold', () => changed(report, (r) => r.attestations[1].signatures.pop()), registry],
  ['point-invalid', () => changed(report, (r) => (r.refreshed.quantities = 'f'.repeat(64))), registry],
  ['proof-malformed', () => changed(report, (r) => (r.proof = r.proof.slice(2))), registry],
  ['proof-refresh', () => vector('inflated.json'), registry],
  ['proof-weights', () => vector('short.json'), registry],
];

for (const [code, made, registryFile] of refused) {
  test(`not valid: ${code}`, async () => {
    const { word, text } = await verdictOf(made(), registryFile);
    assert.equal(word, 'Not valid');
    assert.ok(text.includes('must not be relied upon'));
    assert.equal(await page.locator('#result code').textContent(), code);
    assert.match(await page.locator('#status').textContent(), /^Not valid: /);
  });
}

test('a wrong registry is no verdict on the report', async () => {
  for (const bad of [Buffer.from('{'), report, changed(registry, (r) => (r.custodians[0].threshold = 9))]) {
    const { word, text } = await verdictOf(report, bad);
    assert.equal(word, 'Not verified');
    assert.match(text, /registry-(malformed|invalid)/);
    await page.click('button[type=reset]');
  }
});

test('files above the limits are not read', async () => {
  await pick('registry', registry);
  await page.evaluate(() => {
    const input = document.getElementById('report');
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(33_554_433)], 'report.json'));
    File.prototype.arrayBuffer = () => Promise.reject(new Error('read'));
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  const { word, text } = await verdict();
  assert.equal(word, 'Not valid');
  assert.match(text, /at most 33,554,432 bytes, found 33,554,433/);
});

test('what is expected besides: age, digest, supply, previous report', async () => {
  await verdictOf(report, registry);
  const before = (change) => JSON.stringify({ report: '0'.repeat(64), subject: statement.subject, as_of: statement.as_of, ...change });
  await page.click('summary');
  const asks = [
    ['#max-age', '1', 'stale', '1000000'],
    ['#policy', '0'.repeat(64), 'wrong-policy', ''],
    ['#policy', 'not a digest', 'options-malformed', ''],
    ['#least-value', '1.01 USD', 'value-too-low', '0.99 USD'],
    ['#least-value', '0.5 EUR', 'wrong-currency', '0.99 USD'],
    ['#least-value', 'a dollar', 'options-malformed', '1.00 USD'],
    ['#previous', before({}), 'wrong-previous', 'none'],
    ['#previous', before({ as_of: undefined }), 'options-malformed', 'none'],
    ['#previous', '0'.repeat(64), 'options-malformed', 'none'],
  ];
  for (const [field, bad, code, good] of asks) {
    await page.fill(field, bad);
    assert.equal(await page.locator('#result').isHidden(), true, 'an answer is gone once something changes');
    await page.click('button[type=submit]');
    assert.ok((await verdict()).text.includes(code), code);
    await page.fill(field, good);
    await page.click('button[type=submit]');
    assert.equal((await verdict()).word, 'Valid');
  }
  assert.match((await verdict()).text, /Value per token\s+1\.00 USD, at least 1\.00, as you asked/);
  await pick('supply', changed(vector('supply.json'), (s) => (s.value_per_token = '1.01')));
  assert.ok((await verdict()).text.includes('wrong-supply'));
  await pick('supply', vector('supply.json'));
  const { word, text } = await verdict();
  assert.equal(word, 'Valid');
  assert.ok(!text.includes('Give the supply') && !text.includes('any age') && text.includes('Pin it'));
});

test('what the page tells of a report is what it asks for with the next', async () => {
  await verdictOf(report, registry);
  const told = await page.locator('dt:text-is("For the next report") + dd').textContent();
  assert.deepEqual(JSON.parse(told), { report: statement.report, subject: statement.subject, as_of: statement.as_of });
  await page.click('summary');
  await page.fill('#previous', told);
  await pick('report', vector('successor.json'));
  assert.ok((await verdict()).text.includes('not-newer'));
  await pick('report', vector('next-day.json'));
  assert.equal((await verdict()).word, 'Valid');
});

test('hours that are no number are not taken for none', async () => {
  await verdictOf(report, registry);
  await page.click('summary');
  await page.focus('#max-age');
  await page.keyboard.type('1e');
  await page.click('button[type=submit]');
  const { word, text } = await verdict();
  assert.equal(word, 'Not verified');
  assert.ok(text.includes('options-malformed'));
});

test('files are dropped', async () => {
  for (const [kind, bytes] of [['registry', registry], ['report', report]]) {
    const data = await page.evaluateHandle(([name, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name));
      return transfer;
    }, [`dropped-${kind}.json`, bytes.toString('utf8')]);
    await page.dispatchEvent(`[data-kind=${kind}]`, 'drop', { dataTransfer: data });
    assert.match(await page.locator(`#${kind}-name`).textContent(), new RegExp(`^dropped-${kind}.json, `));
  }
  assert.equal((await verdict()).word, 'Valid');
});

test('hostile text stays text', async () => {
  const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
  const title = await page.title();
  const named = changed(report, (r) => (r.book.currency = hostile));
  const { text } = await verdictOf(named, changed(registry, (r) => (r.subject = hostile)));
  assert.match(text, /malformed/);
  // Texts that a valid report may have: through the renderer itself.
  await page.evaluate(async ([statement, hostile]) => {
    const { show } = await import('/answer.js');
    const all = (value) => {
      if (typeof value === 'string') return /^[\d.]+$/.test(value) ? value : hostile;
      if (Array.isArray(value)) return value.map(all);
      if (typeof value !== 'object') return value;
      return Object.fromEntries(Object.entries(value).map(([name, v]) => [name, name === 'entry' ? v : all(v)]));
    };
    show(document.getElementById('result'), { valid: true, statement: all(statement) });
  }, [statement, hostile]);
  assert.ok((await page.locator('#result').innerText()).includes(hostile));
  assert.equal(await page.locator('#result img, #result script').count(), 0);
  assert.equal(await page.title(), title);
});

test('nothing to verify, and clearing', async () => {
  await page.click('button[type=submit]');
  assert.equal(await page.locator('#status').textContent(), 'Choose the report and the registry first.');
  await verdictOf(report, registry);
  await page.click('button[type=reset]');
  await page.locator('#result').waitFor({ state: 'hidden' });
  await page.click('button[type=submit]');
  assert.match(await page.locator('#status').textContent(), /^Choose the report and/);
});

test('by keyboard alone', async () => {
  await verdictOf(report, registry);
  await page.focus('#registry');
  const reached = [];
  for (let i = 0; i < 4; i += 1) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement.textContent));
  }
  assert.deepEqual(reached.slice(0, 3), ['What you expect besides', 'Verify', 'Clear']);
  await page.focus('button[type=submit]');
  await page.keyboard.press('Enter');
  assert.equal((await verdict()).word, 'Valid');
});
