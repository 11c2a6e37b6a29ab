// In Node: the module is read from beside this file, once.

import { readFile } from 'node:fs/promises';

import { verifier } from './core.js';

const { init, verify } = verifier(() => readFile(new URL('./assay.wasm', import.meta.url)));

export { init, verify };
export { LIMITS } from './inputs.js';
