#!/usr/bin/env node
// assay-evm deploy PLAN | submit FEED CALLDATA | read FEED
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createWalletClient, http, isAddress, publicActions } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { Chain, deployFeed, EvmError, latest, named, submit } from '../lib/index.js';

const USAGE = `Usage: assay-evm [--rpc URL] [--account ADDRESS | --key-file FILE] COMMAND

  deploy PLAN            deploys a feed by a plan in JSON, and prints the addresses
  submit FEED CALLDATA   submits what a file holds ("-": standard input) of \`assay evm calldata\`
  read FEED              prints the latest round and latestRoundData

The node's account ADDRESS sends transactions, or the key that FILE holds in hexadecimal.`;

function text(file) {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (cause) {
    throw new EvmError('file-unreadable', `${file} cannot be read.`, { cause });
  }
}

function json(file) {
  try {
    return JSON.parse(text(file));
  } catch (cause) {
    if (cause instanceof EvmError) throw cause;
    throw new EvmError('json-malformed', `${file} is not JSON.`, { cause });
  }
}

function address(value) {
  if (!isAddress(value ?? '', { strict: false })) throw new EvmError('address-malformed', `${value} is no address.`);
  return value;
}

/** The key is not in any message. */
function account(options) {
  if (!options['key-file']) return options.account && address(options.account);
  try {
    const key = text(options['key-file']).trim();
    return privateKeyToAccount(key.startsWith('0x') ? key : `0x${key}`);
  } catch (error) {
    if (error instanceof EvmError) throw error;
    throw new EvmError('key-malformed', 'The file of the key holds no key.');
  }
}

async function run(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      rpc: { type: 'string', default: 'http://127.0.0.1:8545' },
      account: { type: 'string' },
      'key-file': { type: 'string' },
    },
  });
  const [command, ...rest] = positionals;
  const counts = { deploy: 1, submit: 2, read: 1 };
  if (counts[command] !== rest.length) throw new EvmError('usage', USAGE);
  const sender = account(values);
  if (command !== 'read' && !sender) throw new EvmError('sender-missing', 'Say who sends: --account or --key-file.');
  const chain = new Chain(createWalletClient({ account: sender, transport: http(values.rpc) }).extend(publicActions));
  if (command === 'deploy') {
    const plan = json(rest[0]);
    for (const name of ['registry', 'policy']) plan[name] = json(resolve(dirname(rest[0]), plan[name] ?? ''));
    return deployFeed(chain, plan);
  }
  if (command === 'read') return latest(chain, address(rest[0]));
  const { transactionHash, gasUsed } = await submit(chain, address(rest[0]), text(rest[1]).trim());
  return { transactionHash, gasUsed };
}

try {
  const result = await run(process.argv.slice(2));
  console.log(JSON.stringify(result, (_, value) => (typeof value === 'bigint' ? value.toString() : value), 2));
} catch (error) {
  const known = error.code?.startsWith?.('ERR_PARSE_ARGS') ? new EvmError('usage', `${error.message}\n${USAGE}`) : named(error);
  console.error(`${known.code}: ${known.message}`);
  process.exitCode = 1;
}
