// The compiled contracts of this package.
import { readFileSync } from 'node:fs';
import { EvmError } from './errors.js';

/** Whose errors a call of a feed, of its settings or of a token may revert with. */
const WITH_ERRORS = ['ReserveFeed', 'ReserveSettings', 'BoundsCalculator', 'ProofVerifier-7-4', 'SettingsTimelock', 'ExampleToken'];

function read(name) {
  try {
    return JSON.parse(readFileSync(new URL(`../artefacts/${name}.json`, import.meta.url), 'utf8'));
  } catch (cause) {
    throw new EvmError('artefact-missing', `This package has no contract ${name}.`, { cause });
  }
}

/** ABI and creation code of a contract. */
export const artefact = read;

/** Runtime codes of the data contracts of a shape. */
export function generators(k, rules) {
  return read(`generators-${k}-${rules}`);
}

/** All errors that a call may revert with, once each. */
export function errors() {
  const found = new Map();
  for (const name of WITH_ERRORS) {
    for (const item of read(name).abi) if (item.type === 'error') found.set(JSON.stringify(item), item);
  }
  return [...found.values()];
}
