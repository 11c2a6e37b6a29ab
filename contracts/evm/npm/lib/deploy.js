// Deployment of a feed with all that it needs.
import { encodeFunctionData, pad, stringToHex } from 'viem';
import { artefact, generators } from './artefacts.js';
import { deploying } from './chain.js';
import { custodians, digest, nameHash, number } from './documents.js';
import { EvmError } from './errors.js';

const SHAPES = ['7,4', '8,8', '9,8'];
const NO_ONE = `0x${'0'.repeat(64)}`;

/** The generators and the verifier of a shape: one of each serves all feeds of a chain. */
export async function deployVerifier(chain, { k, rules }) {
  if (!SHAPES.includes(`${k},${rules}`)) {
    throw new EvmError('shape-not-standard', `No contract verifies the shape (${k}, ${rules}).`);
  }
  const data = [];
  for (const code of generators(k, rules)) data.push(await chain.deployCode(deploying(code)));
  return { generators: data, verifier: await chain.deploy(`ProofVerifier-${k}-${rules}`, [data]) };
}

/** What settings are made with. */
export function terms({ registry, policy, currency, tokenDecimals, heartbeat, leastValue = '0' }, verifier) {
  if (policy?.assay !== 'v1' || policy.kind !== 'policy') throw new EvmError('policy-malformed', 'The document is no policy.');
  if (!/^[A-Z0-9]{1,12}$/.test(currency)) throw new EvmError('currency-malformed', `${currency} is no currency.`);
  return {
    subject: nameHash(registry.subject),
    currency: pad(stringToHex(currency), { size: 12, dir: 'right' }),
    tokenDecimals,
    heartbeat,
    version: 0,
    policy: digest(policy),
    leastValue: number(leastValue),
    verifier,
  };
}

/** Settings with the custodians of a registry, owned by a timelock with its delay in force. */
async function deploySettings(chain, plan, verifier) {
  const deployer = chain.client.account.address;
  const list = custodians(plan.registry);
  const settings = await chain.deploy('ReserveSettings', [terms(plan, verifier), deployer]);
  for (const { hash, threshold, keys } of list) {
    await chain.write('ReserveSettings', settings, 'setCustodian', [hash, threshold]);
    for (const { signer, ...key } of keys) await chain.write('ReserveSettings', settings, 'setKey', [hash, signer, key]);
  }
  const timelock = await chain.deploy('SettingsTimelock', [0n, [deployer], [deployer]]);
  await chain.write('ReserveSettings', settings, 'transferOwnership', [timelock]);
  await handOver(chain, plan.timelock, settings, timelock, deployer);
  const leftOut = Object.fromEntries(list.filter((one) => one.leftOut).map((one) => [one.id, one.leftOut]));
  return { settings, timelock, keysLeftOut: leftOut };
}

/** The timelock takes the settings, then its delay and its roles, and the deployer loses its own: one batch. */
async function handOver(chain, { delay, proposers, executors }, settings, timelock, deployer) {
  const { abi } = artefact('SettingsTimelock');
  const role = (name) => chain.read('SettingsTimelock', timelock, name);
  const roles = [
    [await role('PROPOSER_ROLE'), proposers],
    [await role('CANCELLER_ROLE'), proposers],
    [await role('EXECUTOR_ROLE'), executors],
  ];
  const own = (functionName, args) => [timelock, encodeFunctionData({ abi, functionName, args })];
  const calls = [[settings, encodeFunctionData({ abi: artefact('ReserveSettings').abi, functionName: 'acceptOwnership' })]];
  for (const [id, members] of roles) {
    for (const member of members) calls.push(own('grantRole', [id, member]));
    const kept = members.some((member) => member.toLowerCase() === deployer.toLowerCase());
    if (!kept) calls.push(own('revokeRole', [id, deployer]));
  }
  calls.push(own('updateDelay', [BigInt(delay)]));
  const batch = [calls.map(([to]) => to), calls.map(() => 0n), calls.map(([, data]) => data), NO_ONE, NO_ONE];
  await chain.write('SettingsTimelock', timelock, 'scheduleBatch', [...batch, 0n]);
  await chain.write('SettingsTimelock', timelock, 'executeBatch', batch);
}

/**
 * Deploys a feed. The plan has `registry` and `policy` (documents), `shape` {k, rules}, `currency`, `tokenDecimals`, `heartbeat` in
 * seconds, `leastValue`, `timelock` {delay, proposers, executors}, `owner` and `pauser` of the feed; `previous`, the digest of the
 * report that the first one has to follow, if a chain of reports goes on here; and, to share what is there, `verifier`,
 * `calculator`, `settings`. Gives the addresses.
 */
export async function deployFeed(chain, plan) {
  const addresses = plan.verifier ? { verifier: plan.verifier } : await deployVerifier(chain, plan.shape);
  addresses.calculator = plan.calculator ?? (await chain.deploy('BoundsCalculator'));
  Object.assign(addresses, plan.settings ? { settings: plan.settings } : await deploySettings(chain, plan, addresses.verifier));
  const { settings, calculator } = addresses;
  addresses.feed = await chain.deploy('ReserveFeed', [settings, calculator, plan.owner, plan.pauser, plan.previous ?? NO_ONE]);
  return addresses;
}

/** Submits a report's calldata, as `assay evm calldata` prints it. */
export async function submit(chain, feed, calldata) {
  if (!/^0x([0-9a-f]{2})+$/i.test(calldata)) throw new EvmError('calldata-malformed', 'The calldata is not hexadecimal with 0x.');
  return chain.send(feed, calldata);
}

/** The latest round of a feed, and what it answers as a feed of Chainlink's. */
export async function latest(chain, feed) {
  const [report, round] = await chain.read('ReserveFeed', feed, 'latest');
  const [roundId, answer, startedAt, updatedAt, answeredInRound] = await chain.read('ReserveFeed', feed, 'latestRoundData');
  return { report, round, latestRoundData: { roundId, answer, startedAt, updatedAt, answeredInRound } };
}
