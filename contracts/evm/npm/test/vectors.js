// Every report of the vectors that can be told to a contract, told.
import assert from 'node:assert/strict';
import { decodeFunctionData, encodeFunctionData } from 'viem';
import { artefact, deployFeed, latest, named, Refused, submit } from '../lib/index.js';
import { beside, calldata, edited, read, reportCalldata, submission } from './reports.js';

/** What no calldata can say: a pattern of an edit's path, what its value is like, and why. */
const UNTOLD = [
  [/^\/options/, () => true, 'what a verifier expects is not of the report'],
  [/^\/registry/, () => true, 'the settings are the registry'],
  [/^\/report\/policy/, () => true, 'the settings pin the digest of the policy'],
  [/^\/report\/book\/(suite|shape)/, () => true, 'a contract is of one suite and one shape'],
  [/^\/report\/attestations\/\d+\/(subject|as_of|book|policy|table)$/, () => true, 'the contract says what must be signed'],
  [/^\/report\/supply\/entries\/-$/, ({ amount }) => amount.length > 77, 'a word has 256 bits'],
  [/\/signature$/, ({ length }) => length !== 128, 'a signature has 64 bytes'],
];

const EARLY = /^the (refresh proof|(first|last) advice column|random polynomial|(first|last) piece of the quotient): (?!the identity$)/;
const ANY = () => true;
const ofLength = (value) => (typeof value === 'string' ? value : value.commitment).length;

/** Where the error has not the name of the code: code, path, which of these, error, why. The first line that fits counts. */
const DIFFERENT = [
  ['attestation-book', /book/, ANY, 'KeyUnknown', 'signers are recovered: of another message it is another'],
  ['signature-invalid', /attestations\/0/, ANY, 'KeyUnknown', 'likewise'],
  ['program-invalid', /signatures$/, ANY, 'TooManySignatures', 'it says which limit'],
  ['proof-tags', /previous$/, ({ op }) => op !== 'remove', 'WrongPrevious', 'a feed knows the report before'],
  ['point-invalid', /attestations/, ({ value }) => ofLength(value) !== 192, 'CommitmentLength', 'JSON has the length in the type'],
  ['malformed', /attestations/, ({ value }) => ofLength(value) !== 192, 'CommitmentLength', 'likewise'],
  ['point-invalid', /attestations/, ANY, 'SignatureInvalid', 'signatures are checked before points'],
  ['point-identity', /attestations\/1\/commitment/, ANY, 'SignatureInvalid', 'likewise'],
  ['malformed', /refreshed|columns/, ANY, 'ProofMalformed', 'points have no type'],
  ['weight-columns', /weights/, ANY, 'ProofMalformed', 'likewise'],
  ['point-invalid', /refreshed|columns/, ({ value }) => ofLength(value) !== 192, 'ProofMalformed', 'likewise'],
  ['point-invalid', /columns/, ANY, 'ProofTags', 'challenges come before points of the sum'],
  ['point-invalid', /refreshed/, (_, { comment }) => /outside of the group/.test(comment), 'ProofTags', 'likewise'],
  ['point-invalid', /refreshed/, ANY, 'ProofMalformed', 'points are refused as part of the proof'],
  ['proof-malformed', /proof/, (_, { comment }) => EARLY.test(comment), 'ProofTags', 'challenges come before points of the sum'],
];

const untold = ({ edit }) =>
  edit.some(({ path, value }) => UNTOLD.some(([pattern, which]) => pattern.test(path) && which(value ?? '')));

/** The name of the error that a case is refused with. */
function expected(one) {
  const differs = ([code, path, which]) =>
    one.error === code && one.edit.some((edit) => path.test(edit.path) && which(edit, one));
  const found = DIFFERENT.find(differs);
  const pascal = () => one.error.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join('');
  return found ? found[3] : pascal();
}

/** Told in a transaction, so that whatever it wrote would be seen. */
async function refusal(node, feed, data) {
  const params = [{ from: node.accounts[0], to: feed, data, gas: '0x1000000' }];
  try {
    await node.chain.client.request({ method: 'eth_sendTransaction', params }, { retryCount: 0 });
    return 'accepted';
  } catch (error) {
    const found = named(error);
    assert.ok(found instanceof Refused, String(error));
    return found.refusal;
  }
}

/** Feeds for the vectors: one without a round, one that has the first report, and one of the shape (8, 8). */
async function feeds(node, plan, feed) {
  const wide = read('bls12-381/all-rules.json');
  const shared = { ...plan, ...feed };
  const followed = await deployFeed(node.chain, shared);
  await submit(node.chain, followed.feed, reportCalldata('report.json'));
  const other = { ...plan, policy: wide.policy, shape: wide.book.shape, calculator: feed.calculator };
  return { 'report.json': feed.feed, 'next-day.json': followed.feed, 'all-rules.json': (await deployFeed(node.chain, other)).feed };
}

/** The same verdicts; gives how many were told and how many could not be. */
export async function vectors(node, plan, feed) {
  const kept = await node.snapshot();
  const by = await feeds(node, plan, feed);
  await node.notBefore(Date.parse(read('bls12-381/next-day.json').book.as_of) / 1000 + 60);
  const { cases } = read('bls12-381/vectors.json');
  const told = cases.filter((one) => !untold(one));
  for (const one of told) {
    const file = one.report.split('/').pop();
    // Reports of cheating provers are about the documents of the first one.
    const name = by[file] ? file : 'report.json';
    const { report } = edited({ report: read(one.report) }, one.edit);
    // Without a predecessor it is a first report, whatever it was.
    const to = name === 'next-day.json' && !report.previous ? by['report.json'] : by[name];
    const data = calldata(submission(report, `0x${beside(name).table}`));
    const label = `${one.id}: ${one.comment}`;
    if (one.result === 'valid') assert.equal(BigInt(await node.chain.call(to, data)), name === 'next-day.json' ? 2n : 1n, label);
    else assert.equal(await refusal(node, to, data), expected(one), label);
  }
  for (const name of ['report.json', 'all-rules.json']) {
    await assert.rejects(latest(node.chain, by[name]), { refusal: 'NoRound' });
  }
  assert.equal((await latest(node.chain, by['next-day.json'])).round.roundId, 1);
  await node.revert(kept);
  return { told: told.length, untold: cases.length - told.length };
}

/** Whether what was changed is between the parts of the calldata, where nothing is said. */
function saysTheSame(data, changed) {
  try {
    const { abi } = artefact('ReserveFeed');
    return encodeFunctionData({ abi, ...decodeFunctionData({ abi, data: changed }) }) === data;
  } catch {
    return false;
  }
}

/** Calldata with one byte changed, for a sample of all bytes: all of them are in vm-tests. */
export async function flipped(node, feed, step) {
  const data = reportCalldata('report.json');
  assert.equal(BigInt(await node.chain.call(feed, data)), 1n);
  for (let at = 2; at < data.length; at += 2 * step) {
    const byte = (parseInt(data.slice(at, at + 2), 16) ^ 1).toString(16).padStart(2, '0');
    const changed = `${data.slice(0, at)}${byte}${data.slice(at + 2)}`;
    if (saysTheSame(data, changed)) continue;
    assert.notEqual(await refusal(node, feed, changed), 'accepted', `byte ${at / 2 - 1}`);
  }
  await assert.rejects(latest(node.chain, feed), { refusal: 'NoRound' });
}
