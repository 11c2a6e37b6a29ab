// In browsers: the module is fetched from beside this file, once. That is the only request that is ever made.

import { verifier } from './core.js';

const { init, verify } = verifier(async () => {
  const response = await fetch(new URL('./assay.wasm', import.meta.url));
  if (!response.ok) throw new Error(`assay.wasm: ${response.status} ${response.statusText}`);
  return response.arrayBuffer();
});

export { init, verify };
export { LIMITS } from './inputs.js';
