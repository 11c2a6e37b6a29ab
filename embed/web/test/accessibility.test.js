// axe-core on the page, before and after, in light, dark and on a phone.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { launch, open, serve } from './support/browser.js';
import { file, vector } from './support/files.js';

const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const looks = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { colorScheme: 'light', viewport: { width: 360, height: 740 } },
  'dark phone': { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
};

let server;
let browser;

before(async () => {
  server = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.stop();
});

for (const [look, settings] of Object.entries(looks)) {
  test(`no violations: ${look}`, async () => {
    const { page, close } = await open(browser, server.origin, settings);
    // Through the debugger, which the page's policy does not bind.
    await page.evaluate(axe);
    const check = async (state) => {
      const { violations, passes } = await page.evaluate(() => window.axe.run());
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
      assert.deepEqual(found, [], state);
      assert.ok(passes.length > 10);
      const [width, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      assert.ok(width <= seen, `${state}: ${width} px in ${seen}`);
    };
    await check('empty');
    await page.click('summary');
    await page.setInputFiles('#registry', file('registry.json', vector('registry.json')));
    for (const [name, word] of [['all-rules.json', 'Valid'], ['inflated.json', 'Not valid']]) {
      await page.setInputFiles('#report', file(name, vector(name)));
      await page.locator('#verdict', { hasText: new RegExp(`^${word}$`) }).waitFor();
      await check(word);
    }
    await close();
  });
}
