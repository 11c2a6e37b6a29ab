// The verifier around a WebAssembly module, wherever the module comes from.

import { documentBytes, optionsBytes } from './inputs.js';

const SLOTS = ['report', 'registry', 'options'];

/** A verifier whose module is what `load` gives, unless `init` is given another. */
export function verifier(load) {
  let loading;

  /** Compiles the module, once. After a failure the next call tries again. */
  function init(source) {
    loading ??= compile(source ?? load()).catch((error) => {
      loading = undefined;
      throw new Error('the verifier could not be loaded', { cause: error });
    });
    return loading.then(() => undefined);
  }

  async function verify(report, registry, options = {}) {
    // All inputs are copied here, before anything is waited for: what is verified is what was passed.
    const inputs = {
      report: documentBytes('report', report),
      registry: documentBytes('registry', registry),
      options: optionsBytes(options),
    };
    for (const slot of SLOTS) {
      if (inputs[slot].error) return refusal(inputs[slot].error);
    }
    await init();
    return run(await loading, SLOTS.map((slot) => inputs[slot].bytes));
  }

  return { init, verify };
}

async function compile(source) {
  const given = await source;
  return given instanceof WebAssembly.Module ? given : WebAssembly.compile(given);
}

const refusal = (error) => ({ valid: false, error });

const internal = (message) => refusal({ code: 'internal', message: `the verifier failed: ${message}` });

/** One verification in an instance of its own, so that no failure has any influence on the next. */
async function run(module, inputs) {
  let answer;
  try {
    const { exports } = await WebAssembly.instantiate(module);
    inputs.forEach((bytes, slot) => {
      const at = exports.assay_input(slot, bytes.length) >>> 0;
      new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
    });
    const at = exports.assay_verify() >>> 0;
    const text = new Uint8Array(exports.memory.buffer, at, exports.assay_answer_len() >>> 0);
    answer = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
  } catch (error) {
    return internal(error instanceof Error ? error.message : String(error));
  }
  const { valid, statement, error } = answer ?? {};
  if (valid === true && typeof statement?.report === 'string') return { valid, statement };
  if (valid === false && typeof error?.code === 'string') return { valid, error };
  return internal('its answer makes no sense');
}
