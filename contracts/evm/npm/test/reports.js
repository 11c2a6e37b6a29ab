// Reports of the test vectors as submissions, made of the JSON alone: no code of the project's is used for it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { secp256k1 } from '@noble/curves/secp256k1';
import { concat, encodeFunctionData, pad, sha256, stringToHex, toHex } from 'viem';
import { artefact, coordinates, digest, nameHash } from '../lib/index.js';

const folder = process.env.ASSAY_VECTORS;
if (!folder) throw new Error('ASSAY_VECTORS says where test-vectors/report is; contracts/evm/test.sh sets it');

export const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
export const INTERMEDIATE = read('bls12-381/intermediate.json').reports;
const ZERO = pad('0x', { size: 32 });
const SIGNS = { chain: 1n, book_entry: 1n, pending_redemptions: 1n, excluded: -1n };

/** What the vectors say beside a report. */
export const beside = (name) => INTERMEDIATE.find(({ report }) => name.endsWith(report));

function shortest(mantissa, decimals) {
  while (decimals > 0 && mantissa % 10n === 0n) [mantissa, decimals] = [mantissa / 10n, decimals - 1];
  return { mantissa, decimals };
}

function parse(text) {
  const [whole, fraction = ''] = text.split('.');
  return shortest(BigInt(whole + fraction), fraction.length);
}

function sum(numbers) {
  const most = Math.max(0, ...numbers.map(({ decimals }) => decimals));
  const scaled = numbers.map(({ mantissa, decimals }) => mantissa * 10n ** BigInt(most - decimals));
  return shortest(scaled.reduce((a, b) => a + b, 0n), most);
}

/** What is owed by a supply. */
export function owed(supply) {
  const tokens = supply.entries.filter(({ entry }) => entry in SIGNS).map((entry) => {
    const { mantissa, decimals } = entry.raw ? { mantissa: BigInt(entry.raw), decimals: entry.decimals } : parse(entry.quantity);
    return { mantissa: SIGNS[entry.entry] * mantissa, decimals };
  });
  const amounts = (kind) => supply.entries.filter(({ entry }) => entry === kind).map(({ amount }) => parse(amount));
  return {
    tokens: sum(tokens),
    value: parse(supply.value_per_token),
    payables: sum(amounts('payable')),
    hasDistributed: amounts('distributed').length > 0,
    distributed: sum(amounts('distributed')),
  };
}

/** The message that a custodian signs. */
function message(report, attestation, table) {
  const asOf = BigInt(Date.parse(report.book.as_of)) / 1000n;
  return concat([
    stringToHex('assay/v1/bls12-381/attestation'),
    nameHash(report.book.subject),
    toHex(asOf, { size: 8 }),
    pad(stringToHex(report.book.currency), { size: 12, dir: 'right' }),
    sha256(concat(report.book.custodians.map(nameHash))),
    digest(report.book),
    digest(report.policy),
    sha256(table),
    nameHash(attestation.custodian),
    `0x${attestation.commitment}`,
  ]);
}

/** v that gives the key back; 27 if none does, so that the contract finds another key or none. */
function recovery(hash, { public_key: key, signature }) {
  for (const bit of [0, 1]) {
    try {
      const found = secp256k1.Signature.fromCompact(signature.slice(0, 128)).addRecoveryBit(bit).recoverPublicKey(hash.slice(2));
      if (found.toHex(true) === key) return 27 + bit;
    } catch {
      // Not a point: the other one may be.
    }
  }
  return 27;
}

/** A key of P-256; zero for what is no key. */
function affine(publicKey) {
  try {
    return coordinates('p256', publicKey);
  } catch {
    return [ZERO, ZERO];
  }
}

function signature(hash, signed) {
  const p = signed.scheme === 'p256';
  const [x, y] = p ? affine(signed.public_key) : [ZERO, ZERO];
  return {
    scheme: { secp256k1: 1, p256: 2 }[signed.scheme] ?? 3,
    v: p ? 0 : recovery(hash, signed),
    r: `0x${signed.signature.slice(0, 64)}`,
    s: `0x${signed.signature.slice(64, 128)}`,
    x,
    y,
  };
}

/** The submission of a report whose table has these bytes. */
export function submission(report, table) {
  const { refreshed, columns } = report;
  return {
    asOf: BigInt(Date.parse(report.book.as_of)) / 1000n,
    book: digest(report.book),
    supply: digest(report.supply),
    previous: report.previous ? `0x${report.previous}` : ZERO,
    owed: owed(report.supply),
    table,
    attestations: report.attestations.map((attestation) => {
      const hash = sha256(message(report, attestation, table));
      return {
        custodian: nameHash(attestation.custodian),
        commitment: `0x${attestation.commitment}`,
        signatures: attestation.signatures.map((signed) => signature(hash, signed)),
      };
    }),
    columns: `0x${[refreshed.quantities, refreshed.tagged, columns.tags, ...columns.weights].join('')}`,
    proof: `0x${report.proof}`,
  };
}

/** Calldata of a submission. */
export function calldata(value) {
  return encodeFunctionData({ abi: artefact('ReserveFeed').abi, functionName: 'submit', args: [value] });
}

/** The calldata of a report of the vectors, unchanged. */
export function reportCalldata(name) {
  return calldata(submission(read(`bls12-381/${name}`), `0x${beside(name).table}`));
}

/** A document after the edits of a test vector. */
export function edited(document, edits) {
  const root = structuredClone(document);
  for (const { op, path, value } of edits) {
    const names = path.split('/').slice(1);
    const last = names.pop();
    const at = names.reduce((node, name) => node[name], root);
    if (op === 'remove') Array.isArray(at) ? at.splice(Number(last), 1) : delete at[last];
    else if (op === 'add' && Array.isArray(at)) at.splice(last === '-' ? at.length : Number(last), 0, value);
    else at[last] = value;
  }
  return root;
}
