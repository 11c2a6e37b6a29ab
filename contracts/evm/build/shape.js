// The constants of a shape (k, K), as a Solidity file: numbers of the specification, offsets in a proof, addresses in memory.
// Inline assembly takes literal constants only, so what follows from others is computed here.
'use strict';
const fs = require('fs');
const path = require('path');
const { keccak256 } = require('./keccak');

/** Shapes with a verifier on the EVM. */
const SHAPES = [[7, 4], [8, 8], [9, 8]];
/** Order of the group. */
const ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;
/** Bytes of a point and of a term of the sum: a point padded to 128 bytes, and its scalar. */
const POINT = 96, TERM = 160;
/** Points in a data contract: with the byte 0 before them, it has at most 9,000 bytes of code. */
const DATA_POINTS = 93;
const LIMBS = 32, FIXED = 5, BLINDERS = 4, PIECES = 4;
/** Where the terms and the basis are in memory: below are single words, see Memory.sol. */
const LAGRANGE = 0x1100;
/** Bytes that the transcript needs of the place of the basis. */
const LEAST_LAGRANGE = 0x1800;

const KEYS = path.join(__dirname, '../../../verifier/keys/bls12-381');
const file = (name) => fs.readFileSync(path.join(KEYS, name));

function power(base, exponent) {
  let result = 1n;
  for (base %= ORDER; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % ORDER;
    base = (base * base) % ORDER;
  }
  return result;
}
const inverse = (value) => power(value, ORDER - 2n);

/** The code of the data contracts: a byte that stops execution, then G_0.. , F_0..F_4, L_z0..L_z3, W, U, 96 bytes each. */
function dataContracts(k, K) {
  const runs = { 7: ['0-128'], 8: ['0-128', '128-256'], 9: ['0-128', '128-256', '256-512'] }[k];
  const generators = Buffer.concat(runs.map((run) => file(`generators-${run}.bin`)));
  const points = Buffer.concat([generators, file(`${k}-${K}.key`).subarray(32), file('w-u.bin')]);
  const codes = [];
  for (let at = 0; at < points.length; at += DATA_POINTS * POINT) {
    codes.push(Buffer.concat([Buffer.from([0]), points.subarray(at, at + DATA_POINTS * POINT)]));
  }
  return codes;
}

/** Offsets of the elements of a proof (specification, 10 and 17.4) in bytes, by name. */
function proofOffsets(k, K) {
  const offsets = {};
  let at = 0;
  const element = (name, count, bytes) => { offsets[name] = at; at += count * bytes; };
  element('NONCE_AT', 1, POINT);
  element('RESPONSES_AT', BLINDERS, 32);
  element('LIMBS_AT', LIMBS, POINT);
  element('ACCUMULATORS_AT', K, POINT);
  element('RANDOM_AT', 1, POINT);
  element('PIECES_AT', PIECES, POINT);
  element('QUANTITY_EVAL_AT', 1, 32);
  element('TAGGED_EVAL_AT', 1, 32);
  element('TAG_EVAL_AT', 1, 32);
  element('WEIGHT_EVALS_AT', K, 32);
  element('LIMB_EVALS_AT', LIMBS, 32);
  element('ACC_EVALS_AT', K, 32);
  element('NEXT_EVALS_AT', K, 32);
  element('FIXED_EVALS_AT', FIXED, 32);
  element('RANDOM_EVAL_AT', 1, 32);
  element('QUOTIENT_AT', 1, POINT);
  element('SETS_AT', 2, 32);
  element('BLINDING_AT', 1, POINT);
  element('ROUNDS_AT', 2 * k, POINT);
  element('LAST_AT', 2, 32);
  offsets.PROOF_BYTES = at;
  return offsets;
}

/** Addresses of the terms of the sum, by name: of the first term of each kind. Those of custodians come last. */
function terms(k, K) {
  const n = 1 << k;
  const first = LAGRANGE + Math.max(32 * n, LEAST_LAGRANGE);
  const addresses = {};
  let index = 0;
  const term = (name, count) => { addresses[name] = first + TERM * index; index += count; };
  term('GENERATOR_TERMS', n);
  term('FIXED_TERMS', FIXED);
  term('BLINDER_TERMS', BLINDERS);
  term('W_TERM', 1);
  term('U_TERM', 1);
  term('HIDDEN_TERMS', 2); // C', H'
  term('TAG_TERM', 1);
  term('WEIGHT_TERMS', K);
  term('NONCE_TERM', 1);
  term('LIMB_TERMS', LIMBS);
  term('ACCUMULATOR_TERMS', K);
  term('RANDOM_TERM', 1);
  term('PIECE_TERMS', PIECES);
  term('QUOTIENT_TERM', 1);
  term('BLINDING_TERM', 1);
  term('ROUND_TERMS', 2 * k);
  addresses.TERMS_WITHOUT_CUSTODIANS = index;
  term('CUSTODIAN_TERMS', 0);
  return addresses;
}

/** Name and value of every constant. */
function constants(k, K) {
  const n = 1 << k;
  const omega = power(power(7n, (ORDER - 1n) >> 32n), 1n << BigInt(32 - k));
  const data = dataContracts(k, K);
  const points = n + FIXED + BLINDERS + 2;
  return {
    K_LOG: k,
    RULES: K,
    ROWS: n,
    BUCKETS: n - 7 - 3 * K,
    OMEGA: omega,
    OMEGA_INVERSE: inverse(omega),
    ROWS_INVERSE: inverse(BigInt(n)),
    KEY_REPRESENTATIVE: BigInt('0x' + file(`${k}-${K}.key`).subarray(0, 32).toString('hex')),
    COLUMNS_BYTES: POINT * (3 + K),
    DATA_CONTRACTS: data.length,
    DATA_POINTS,
    LAST_DATA_POINTS: points - DATA_POINTS * (data.length - 1),
    DATA_HASH: BigInt('0x' + keccak256(Buffer.concat(data.map(keccak256))).toString('hex')),
    LAGRANGE,
    ...proofOffsets(k, K),
    ...terms(k, K),
  };
}

/** The Solidity file. */
function source(k, K) {
  const lines = Object.entries(constants(k, K)).map(([name, value]) => `uint256 constant ${name} = 0x${value.toString(16)};`);
  return ['// SPDX-License-Identifier: MIT OR Apache-2.0', 'pragma solidity 0.8.37;', `// Shape (${k}, ${K}). Generated by shape.js.`,
    ...lines, ''].join('\n');
}

module.exports = { SHAPES, source, dataContracts };
