// A feed as its integrators have it: deployed, told reports, read, and asked by tokens, through a node's JSON-RPC.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { encodeDeployData, encodeFunctionData } from 'viem';
import { artefact, deployFeed, latest, Refused, submit } from '../lib/index.js';
import { startNode } from './node.js';
import { beside, calldata, read, reportCalldata, submission } from './reports.js';
import { flipped, vectors } from './vectors.js';

const run = promisify(execFile);
const DELAY = 172_800;
const report = read('bls12-381/report.json');
const asOf = Date.parse(report.book.as_of) / 1000;
/** 106,250,000.500001 tokens of six decimals, as the supply of the vectors comes to. */
const COVERED = 106_250_000_500_001n;
let node;
let plan;
let feed;

before(async () => {
  node = await startNode();
  await node.notBefore(asOf + 60);
  const [, proposer, owner, pauser] = node.accounts;
  plan = {
    registry: read('bls12-381/registry.json'),
    policy: report.policy,
    shape: report.book.shape,
    currency: 'USD',
    tokenDecimals: 6,
    heartbeat: 1_000_000,
    leastValue: '0.99',
    timelock: { delay: DELAY, proposers: [proposer], executors: [proposer] },
    owner,
    pauser,
  };
  feed = await deployFeed(node.chain, plan);
});
after(() => node.stop());

const refused = (name) => (error) => {
  assert.ok(error instanceof Refused, String(error));
  assert.equal(error.refusal, name);
  return true;
};

test('documents and calldata are those of the vectors', () => {
  for (const name of ['report.json', 'next-day.json', 'all-rules.json']) {
    const told = submission(read(`bls12-381/${name}`), `0x${beside(name).table}`);
    const { digests } = beside(name);
    assert.equal(told.book, `0x${digests.book}`);
    assert.equal(told.supply, `0x${digests.supply}`);
    const word = ({ mantissa, decimals }) => mantissa.toString(16).padStart(64, '0') + decimals.toString(16).padStart(2, '0');
    assert.equal(word(told.owed.tokens), beside(name).tokens);
    assert.equal(word(told.owed.value), beside(name).value_per_token);
    assert.equal(word(told.owed.payables), beside(name).payables);
    assert.equal(told.owed.hasDistributed ? word(told.owed.distributed) : null, beside(name).distributed);
  }
});

test('same calldata by viem and by assay', async () => {
  for (const name of ['report.json', 'next-day.json', 'all-rules.json']) {
    const file = join(process.env.ASSAY_VECTORS, 'bls12-381', name);
    const { stdout } = await run(process.env.ASSAY_CLI, ['evm', 'calldata', file], { maxBuffer: 1 << 22 });
    assert.equal(stdout.trim(), reportCalldata(name));
  }
});

test('the timelock owns the settings, with its delay, and the deployer has no role', async () => {
  const lock = (functionName, args) => node.chain.read('SettingsTimelock', feed.timelock, functionName, args);
  const owner = await node.chain.read('ReserveSettings', feed.settings, 'owner');
  assert.equal(owner.toLowerCase(), feed.timelock.toLowerCase());
  assert.equal(await lock('getMinDelay'), BigInt(DELAY));
  for (const name of ['PROPOSER_ROLE', 'CANCELLER_ROLE', 'EXECUTOR_ROLE']) {
    const role = await lock(name);
    assert.equal(await lock('hasRole', [role, node.accounts[0]]), false, name);
    assert.equal(await lock('hasRole', [role, node.accounts[1]]), true, name);
  }
  assert.equal(await lock('hasRole', [await lock('DEFAULT_ADMIN_ROLE'), node.accounts[0]]), false);
  const change = node.chain.write('ReserveSettings', feed.settings, 'setHeartbeat', [1]);
  await assert.rejects(change, refused('OwnableUnauthorizedAccount'));
  assert.deepEqual(feed.keysLeftOut, { eastcustody: 1 });
});

test('a plan that no chain can keep is refused by name', async () => {
  const code = (expected) => (error) => error.code === expected;
  await assert.rejects(deployFeed(node.chain, { ...plan, shape: { k: 9, rules: 32 } }), code('shape-not-standard'));
  const registry = structuredClone(plan.registry);
  registry.custodians[1].threshold = 4;
  await assert.rejects(deployFeed(node.chain, { ...plan, ...feed, settings: undefined, registry }), code('threshold-out-of-reach'));
  await assert.rejects(deployFeed(node.chain, { ...plan, ...feed, settings: undefined, currency: 'usd' }), code('currency-malformed'));
  await assert.rejects(submit(node.chain, feed.feed, 'a5'), code('calldata-malformed'));
});

test('nothing is answered before the first report', async () => {
  await assert.rejects(latest(node.chain, feed.feed), refused('NoRound'));
});

test('the verdicts of the vectors', async () => {
  const { told, untold } = await vectors(node, plan, feed);
  assert.ok(told > 9 * untold, `${told} told, ${untold} not`);
});

test('no byte of the calldata can be changed', async () => {
  const kept = await node.snapshot();
  await flipped(node, feed.feed, 61);
  await node.revert(kept);
});

test('a report is accepted, by another feed as well, and by neither twice; the next follows it', async () => {
  const kept = await node.snapshot();
  const second = await deployFeed(node.chain, { ...plan, ...feed });
  assert.notEqual(second.feed, feed.feed);
  for (const one of [feed, second]) {
    const { gasUsed } = await submit(node.chain, one.feed, reportCalldata('report.json'));
    console.log(`gas (${plan.shape.k},${plan.shape.rules}) ${gasUsed}`);
    const found = await latest(node.chain, one.feed);
    assert.equal(found.report, `0x${beside('report.json').digests.report}`);
    assert.deepEqual([found.round.tokens, found.round.asOf, found.round.roundId], [COVERED, asOf, 1]);
    assert.deepEqual(Object.values(found.latestRoundData), [1n, COVERED, BigInt(asOf), BigInt(asOf), 1n]);
    await assert.rejects(submit(node.chain, one.feed, reportCalldata('report.json')), refused('NotNewer'));
  }
  const next = submission(read('bls12-381/next-day.json'), `0x${beside('next-day.json').table}`);
  await node.notBefore(Number(next.asOf) + 60);
  const other = calldata({ ...next, previous: `0x${'11'.repeat(32)}` });
  await assert.rejects(submit(node.chain, feed.feed, other), refused('WrongPrevious'));
  await submit(node.chain, feed.feed, calldata(next));
  const found = await latest(node.chain, feed.feed);
  assert.equal(found.report, `0x${beside('next-day.json').digests.report}`);
  assert.equal(found.round.roundId, 2);
  await node.revert(kept);
});

test('tokens mint what is covered, and no more', async () => {
  const kept = await node.snapshot();
  await submit(node.chain, feed.feed, reportCalldata('report.json'));
  const [holder] = node.accounts;
  const token = await node.chain.deploy('ExampleToken', [feed.feed, holder]);
  const mint = (amount) => node.chain.write('ExampleToken', token, 'mint', [holder, amount]);
  await mint(COVERED - 1n);
  await assert.rejects(mint(2n), refused('NotCovered'));
  await mint(1n);
  await assert.rejects(mint(1n), refused('NotCovered'));
  assert.equal(await node.chain.read('ExampleToken', token, 'totalSupply'), COVERED);

  const { abi, code } = JSON.parse(readFileSync(process.env.ASSAY_MINT_GUARD, 'utf8'));
  const args = [feed.feed, 6, BigInt(plan.heartbeat)];
  const guard = await node.chain.deployCode(encodeDeployData({ abi, bytecode: `0x${code}`, args }));
  const guarded = (amount) => node.chain.send(guard, encodeFunctionData({ abi, functionName: 'mint', args: [amount] }));
  await guarded(COVERED);
  await assert.rejects(guarded(1n), (error) => refused('Error')(error) && error.args[0] === 'reserves do not cover it');
  await node.revert(kept);
});

test('the program deploys, submits and reads', async () => {
  const kept = await node.snapshot();
  const folder = mkdtempSync(join(tmpdir(), 'assay-evm-'));
  const put = (name, value) => writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  put('registry.json', plan.registry);
  put('policy.json', plan.policy);
  put('plan.json', { ...plan, verifier: feed.verifier, registry: 'registry.json', policy: 'policy.json' });
  put('calldata', `${reportCalldata('report.json')}\n`);
  const program = (...args) => {
    const common = ['--rpc', node.url, '--account', node.accounts[0]];
    return run(process.execPath, [join(import.meta.dirname, '../bin/assay-evm.js'), ...common, ...args]);
  };
  const deployed = JSON.parse((await program('deploy', join(folder, 'plan.json'))).stdout);
  await assert.rejects(program('read', deployed.feed), { code: 1, stderr: 'refused: Refused: NoRound\n' });
  await program('submit', deployed.feed, join(folder, 'calldata'));
  const found = JSON.parse((await program('read', deployed.feed)).stdout);
  assert.equal(found.report, `0x${beside('report.json').digests.report}`);
  assert.equal(found.latestRoundData.answer, String(COVERED));
  await assert.rejects(program('submit', deployed.feed, join(folder, 'calldata')), { stderr: 'refused: Refused: NotNewer\n' });
  await assert.rejects(program('read', 'nowhere'), { stderr: 'address-malformed: nowhere is no address.\n' });
  await node.revert(kept);
});
