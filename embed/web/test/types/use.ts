// Compiled, not run: the types as a caller meets them, through the package's own name.

import { init, verify, LIMITS, type Options, type Statement, type SupplyEntry } from 'assay-verifier';

const options: Options = {
  now: new Date(),
  max_age_seconds: 129_600,
  supply: new Uint8Array(),
  tokens: [{ chain: 'eip155:1', token: '0x77', decimals: 6 }],
  least_value_per_token: { currency: 'USD', value: '1.00' },
  policy: 'aa',
  previous: 'none',
};

/** A statement is what the next report follows. */
export const after = (previous: Statement): Options => ({ previous });

export async function use(report: ArrayBuffer, registry: string): Promise<Statement> {
  await init();
  await init(fetch('assay.wasm').then((response) => response.arrayBuffer()));
  const answer = await verify(report, registry, options);
  await verify(report, registry, '{}');
  await verify(report, registry, { now: null });
  if (!answer.valid) throw new Error(`${answer.error.code}: ${answer.error.message}`);
  const none: undefined = answer.error;
  void none;
  return answer.statement;
}

export function where(entry: SupplyEntry): string {
  switch (entry.entry) {
    case 'chain':
      return `${entry.chain} at ${entry.block + 0}`;
    case 'book_entry':
      return entry.registrar;
    case 'pending_redemptions':
    case 'to_be_issued':
      return entry.quantity;
  }
}

export const most: number = LIMITS.report;

// @ts-expect-error: a statement is there only if the report is valid
export const unchecked = async (): Promise<Statement> => (await verify('', '')).statement;

// @ts-expect-error: no parsed objects, the bytes matter
export const parsed = () => verify({ assay: 'v1' }, '');

// @ts-expect-error: a digest alone does not say of what time the report is
export const bare: Options = { previous: '00' };

// @ts-expect-error: an option of another name would be lost
export const misspelt: Options = { maxAge: 3 };
