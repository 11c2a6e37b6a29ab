// What settings take of the documents of the project.
import { p256 } from '@noble/curves/p256';
import { secp256k1 } from '@noble/curves/secp256k1';
import { keccak256, sha256, toBytes, toHex } from 'viem';
import { EvmError } from './errors.js';

const SCHEMES = { secp256k1: [1, secp256k1], p256: [2, p256] };

/** The canonical form of a document: names sorted, no white space. Documents hold no floats. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new EvmError('document-malformed', 'A number of the document is not an integer that JavaScript keeps exactly.');
    }
    return JSON.stringify(value);
  }
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

/** SHA-256 of the canonical form. */
export const digest = (document) => sha256(toBytes(canonical(document)));

/** SHA-256 of a text. */
export const nameHash = (text) => sha256(toBytes(text));

/** The coordinates of a compressed public key. */
export function coordinates(scheme, publicKey) {
  const known = Object.hasOwn(SCHEMES, scheme) ? SCHEMES[scheme] : undefined;
  try {
    const point = known[1].ProjectivePoint.fromHex(publicKey).toAffine();
    return [toHex(point.x, { size: 32 }), toHex(point.y, { size: 32 })];
  } catch (cause) {
    throw new EvmError('key-invalid', `${publicKey} is no public key of ${scheme}.`, { cause });
  }
}

/** A key as settings know it: the last 20 bytes of keccak256(x || y), which for secp256k1 is the address of Ethereum. */
export function signer(scheme, publicKey) {
  const [x, y] = coordinates(scheme, publicKey);
  return `0x${keccak256(`${x}${y.slice(2)}`).slice(-40)}`;
}

function seconds(text) {
  const time = Date.parse(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) || Number.isNaN(time)) {
    throw new EvmError('registry-malformed', `${text} is no time.`);
  }
  return BigInt(time) / 1000n;
}

/**
 * The custodians of a registry. Keys of Ed25519 are left out, since no EVM can check them; a custodian whose threshold the other
 * keys cannot reach is refused.
 */
export function custodians(registry) {
  if (registry?.assay !== 'v1' || registry.kind !== 'registry' || !Array.isArray(registry.custodians)) {
    throw new EvmError('registry-malformed', 'The document is no registry.');
  }
  return registry.custodians.map(({ id, threshold, keys }) => {
    const usable = keys.filter(({ scheme }) => scheme !== 'ed25519');
    if (!Number.isInteger(threshold) || threshold < 1 || threshold > 255 || threshold > usable.length) {
      throw new EvmError('threshold-out-of-reach', `${id} has too few keys that an EVM can check for a threshold of ${threshold}.`);
    }
    return {
      id,
      hash: nameHash(id),
      threshold,
      leftOut: keys.length - usable.length,
      keys: usable.map((key) => ({
        signer: signer(key.scheme, key.public_key),
        scheme: SCHEMES[key.scheme][0],
        notBefore: seconds(key.not_before),
        notAfter: seconds(key.not_after),
      })),
    };
  });
}

/** A decimal of a document, in its shortest form. */
export function number(text) {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new EvmError('number-malformed', `${text} is no decimal.`);
  const [whole, fraction = ''] = text.split('.');
  const shortest = fraction.replace(/0+$/, '');
  return { mantissa: BigInt(whole + shortest), decimals: shortest.length };
}
