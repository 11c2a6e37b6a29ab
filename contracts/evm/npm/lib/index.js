export { artefact, errors, generators } from './artefacts.js';
export { Chain, named, Refused } from './chain.js';
export { deployFeed, deployVerifier, latest, submit, terms } from './deploy.js';
export { canonical, coordinates, custodians, digest, nameHash, number, signer } from './documents.js';
export { EvmError } from './errors.js';
