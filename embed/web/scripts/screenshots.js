// Takes docs/web.png and docs/web-phone.png of a valid report, as built in dist.

import { fileURLToPath } from 'node:url';

import { launch, open, serve } from '../test/support/browser.js';
import { file, vector } from '../test/support/files.js';

const docs = fileURLToPath(new URL('../../../docs/', import.meta.url));

const shots = [
  ['web.png', { viewport: { width: 1040, height: 900 }, deviceScaleFactor: 1 }],
  ['web-phone.png', { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5, colorScheme: 'dark' }],
];

const server = await serve();
const browser = await launch();
try {
  for (const [name, settings] of shots) {
    const { page } = await open(browser, server.origin, settings);
    await page.clock.setFixedTime('2026-11-21T09:00:00Z');
    await page.reload();
    await page.setInputFiles('#report', file('report.json', vector('all-rules.json')));
    await page.setInputFiles('#registry', file('registry.json', vector('registry.json')));
    await page.locator('#result .verdict').waitFor();
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({ path: `${docs}${name}`, fullPage: true });
  }
} finally {
  await browser.close();
  server.stop();
}
