// A development node of hardhat as a process of its own, and what tests ask it.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createWalletClient, http, publicActions } from 'viem';
import { Chain } from '../lib/index.js';

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** The node; `stop` ends it. */
export async function startNode() {
  const folder = process.env.ASSAY_NODES;
  if (!folder) throw new Error('ASSAY_NODES says where the nodes are; contracts/evm/test.sh sets it');
  const port = await freePort();
  const program = join(folder, 'node_modules', '.bin', 'hardhat');
  const options = ['node', '--network', 'reports', '--hostname', '127.0.0.1', '--port', String(port)];
  const env = { ...process.env, HARDHAT_DISABLE_TELEMETRY_PROMPT: 'true' };
  const child = spawn(program, options, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  const client = createWalletClient({ transport: http(url, { timeout: 60_000, retryCount: 0 }) }).extend(publicActions);
  for (let tries = 0; ; ++tries) {
    try {
      await client.getChainId();
      break;
    } catch (error) {
      if (child.exitCode !== null || tries > 600) throw error;
      await sleep(100);
    }
  }
  const accounts = await client.getAddresses();
  const chainOf = (account) =>
    new Chain(createWalletClient({ account, transport: http(url, { timeout: 60_000 }) }).extend(publicActions));
  return {
    url,
    accounts,
    // viem takes an address for an account of the node.
    chain: chainOf({ address: accounts[0], type: 'json-rpc' }),
    /** Mines a block at a time, if the latest is earlier. */
    async notBefore(seconds) {
      if ((await client.getBlock()).timestamp >= BigInt(seconds)) return;
      await client.request({ method: 'evm_setNextBlockTimestamp', params: [seconds] });
      await client.request({ method: 'evm_mine', params: [] });
    },
    snapshot: () => client.request({ method: 'evm_snapshot', params: [] }),
    revert: (id) => client.request({ method: 'evm_revert', params: [id] }),
    stop: () => child.kill(),
  };
}
