// Chromium, and the built page behind a plain file server.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync),
    args: FLAGS,
  });

/** `python3 -m http.server` over `dist`: `{origin, stop}`. */
export function serve() {
  const command = ['-u', '-m', 'http.server', '--bind', '127.0.0.1', '--directory', dist, '0'];
  const server = spawn('python3', command, { stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`the file server ended with ${code}`)));
    server.stdout.on('data', (line) => {
      const port = /port (\d+)/.exec(String(line))?.[1];
      if (port) resolve({ origin: `http://127.0.0.1:${port}`, stop: () => server.kill() });
    });
  });
}

/** A page whose requests are written down; any that leave `origin` are stopped. */
export async function open(browser, origin, settings = {}) {
  const context = await browser.newContext(settings);
  const requests = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    requests.push(url);
    return new URL(url).origin === origin ? route.continue() : route.abort();
  });
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(`${origin}/`);
  return { page, requests, problems, close: () => context.close() };
}
