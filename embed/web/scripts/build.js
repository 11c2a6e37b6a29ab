// Builds src/assay.wasm, and dist: the page with the verifier beside it, ready to be served as files.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));
const dist = join(web, 'dist');

execFileSync(join(web, 'scripts/build-wasm.sh'), { stdio: 'inherit' });

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'verifier'), { recursive: true });
cpSync(join(web, 'page'), dist, { recursive: true });
for (const name of ['index.js', 'core.js', 'inputs.js', 'assay.wasm']) {
  cpSync(join(web, 'src', name), join(dist, 'verifier', name));
}

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(dist.length + 1))
  .sort();
const sum = (name) => createHash('sha256').update(readFileSync(join(dist, name))).digest('hex');
writeFileSync(join(dist, 'SHA256SUMS'), files.map((name) => `${sum(name)}  ${name}\n`).join(''));
