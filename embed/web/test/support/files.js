// Documents to verify: the test vectors, and what is made of them.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const cases = process.env.ASSAY_CASES ?? `${root}target/embed-web/cases`;

export const vector = (name) => readFileSync(`${root}test-vectors/report/${name}`);

export const list = (name) => JSON.parse(readFileSync(`${cases}/${name}`, 'utf8'));

/** What a verifier is given in a case, as bytes. */
export const inputs = (id) => ['report', 'registry', 'options'].map((name) => readFileSync(`${cases}/${id}/${name}.json`));

/** A file for a file input. */
export const file = (name, buffer) => ({ name, mimeType: 'application/json', buffer: Buffer.from(buffer) });

/** The JSON document with something changed. */
export function changed(bytes, change) {
  const document = JSON.parse(bytes);
  change(document);
  return Buffer.from(JSON.stringify(document));
}
