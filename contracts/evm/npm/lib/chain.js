// Transactions and calls, whose refusals have names.
import { BaseError, concat, ContractFunctionRevertedError, decodeErrorResult, encodeDeployData, encodeFunctionData } from 'viem';
import { artefact, errors } from './artefacts.js';
import { EvmError } from './errors.js';

/** What a contract refuses: `name` of its error, `args` of it. */
export class Refused extends EvmError {
  constructor(name, args, options) {
    super('refused', args?.length ? `Refused: ${name}(${args.join(', ')})` : `Refused: ${name}`, options);
    this.refusal = name;
    this.args = args ?? [];
  }
}

function revertData(error) {
  for (let at = error; at; at = at.cause) {
    if (at instanceof ContractFunctionRevertedError && at.raw) return at.raw;
    const data = at.data?.data ?? at.data;
    if (typeof data === 'string' && /^0x([0-9a-f]{2})*$/i.test(data)) return data;
  }
  return undefined;
}

/** The refusal that an error of a client is about; another error of ours if it is about none. */
export function named(error) {
  if (error instanceof EvmError) return error;
  const data = revertData(error);
  if (data === '0x') return new Refused('without an error', [], { cause: error });
  if (data) {
    try {
      const { errorName, args } = decodeErrorResult({ abi: errors(), data });
      return new Refused(errorName, args, { cause: error });
    } catch (cause) {
      return new Refused(data, [], { cause });
    }
  }
  return new EvmError('node', error instanceof BaseError ? error.shortMessage : String(error), { cause: error });
}

/** A client of viem with public and wallet actions, whose failures are named. */
export class Chain {
  constructor(client) {
    this.client = client;
  }

  /** Sends a transaction and waits for it. */
  async send(to, data) {
    try {
      // The call tells why it is refused; a receipt does not.
      const gas = await this.client.estimateGas({ account: this.client.account, to, data });
      const hash = await this.client.sendTransaction({ to, data, gas, chain: null });
      const receipt = await this.client.waitForTransactionReceipt({ hash, pollingInterval: 20 });
      if (receipt.status !== 'success') throw new EvmError('transaction-failed', `The transaction ${hash} failed.`);
      return receipt;
    } catch (error) {
      throw named(error);
    }
  }

  /** Deploys code. */
  async deployCode(code) {
    const { contractAddress } = await this.send(undefined, code);
    if (!contractAddress) throw new EvmError('not-deployed', 'The transaction made no contract.');
    return contractAddress;
  }

  /** Deploys a contract of the package. */
  deploy(name, args = []) {
    const { abi, bytecode } = artefact(name);
    return this.deployCode(encodeDeployData({ abi, bytecode, args }));
  }

  /** Calls a function in a transaction. */
  write(name, address, functionName, args = []) {
    return this.send(address, encodeFunctionData({ abi: artefact(name).abi, functionName, args }));
  }

  /** Calls a function and keeps nothing of it. */
  async read(name, address, functionName, args = []) {
    try {
      return await this.client.readContract({ abi: artefact(name).abi, address, functionName, args });
    } catch (error) {
      throw named(error);
    }
  }

  /** Calls with data and keeps nothing of it. */
  async call(to, data) {
    try {
      return (await this.client.call({ account: this.client.account, to, data })).data;
    } catch (error) {
      throw named(error);
    }
  }
}

/** Code that deploys runtime code: it copies what follows its twelve bytes, and returns it. */
export function deploying(runtime) {
  const length = (runtime.length / 2 - 1).toString(16).padStart(4, '0');
  return concat([`0x61${length}80600c5f395ff30000`, runtime]);
}
