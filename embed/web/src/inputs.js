// What callers pass, as the bytes that the module reads. A wrong type is a mistake in the program and thrown; whatever is
// wrong with a document is an error in the answer, with the code that the module itself gives for it.

/** Most bytes of each input, as in the specification, section 2.3. */
export const LIMITS = Object.freeze({
  report: 33_554_432,
  registry: 16_777_216,
  options: 2_162_688,
});

const CODES = { report: 'malformed', registry: 'registry-malformed', options: 'options-malformed' };

const OPTIONS = ['now', 'max_age_seconds', 'supply', 'tokens', 'least_value_per_token', 'policy', 'previous'];

const DIGEST = /^[0-9a-f]{64}$/;

/** Bytes of a document, or why they are none. Parsed objects are refused: two files can parse to the same object. */
export function documentBytes(name, value) {
  const bytes = bytesOf(value);
  if (!bytes) throw new TypeError(`${name}: expected a string, a Uint8Array or an ArrayBuffer`);
  return bytes.error ? wrong(name, bytes.error) : limited(name, bytes);
}

/** The options as the module reads them; their text is passed on as it is. */
export function optionsBytes(options) {
  if (bytesOf(options)) return documentBytes('options', options);
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError('options: expected an object, or the text of one');
  }
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`options: expected ${OPTIONS.join(', ')}, found ${unknown}`);
  }
  const fields = [];
  const put = (name, json) => fields.push(`${JSON.stringify(name)}:${json}`);

  const now = options.now === undefined ? new Date() : options.now;
  if (now !== null) put('now', JSON.stringify(timestamp(now)));

  const maxAge = options.max_age_seconds;
  if (maxAge !== undefined) {
    if (!Number.isSafeInteger(maxAge) || maxAge < 0) {
      throw new TypeError('options.max_age_seconds: expected a whole number of seconds');
    }
    put('max_age_seconds', String(maxAge));
  }
  for (const name of ['supply', 'policy']) {
    const value = options[name];
    if (value === undefined) continue;
    if (name === 'policy' && typeof value === 'string' && DIGEST.test(value)) {
      put(name, JSON.stringify(value));
      continue;
    }
    const text = objectText(name, value);
    if (text.error) return wrong('options', text.error);
    put(name, text.text);
  }
  const { tokens, least_value_per_token: least } = options;
  if (tokens !== undefined) {
    if (!Array.isArray(tokens)) throw new TypeError('options.tokens: expected an array');
    put('tokens', JSON.stringify(tokens));
  }
  if (least !== undefined) {
    if (typeof least !== 'object' || least === null || Array.isArray(least)) {
      throw new TypeError('options.least_value_per_token: expected an object');
    }
    put('least_value_per_token', JSON.stringify(least));
  }
  const previous = options.previous;
  if (previous !== undefined) {
    put('previous', JSON.stringify(typeof previous === 'string' ? previous : predecessor(previous)));
  }
  return limited('options', new TextEncoder().encode(`{${fields.join(',')}}`));
}

const wrong = (name, message) => ({ error: { code: CODES[name], message: `the ${name}: ${message}` } });

function limited(name, bytes) {
  if (bytes.length > LIMITS[name]) {
    return wrong(name, `expected at most ${LIMITS[name]} bytes, found ${bytes.length}`);
  }
  return { bytes: bytes.slice() };
}

/** Bytes of a string or a buffer; undefined for anything else. Buffers of other realms are taken too. */
function bytesOf(value) {
  if (typeof value === 'string') {
    // An encoder would put U+FFFD in place of half a pair of surrogates.
    return /\p{Surrogate}/u.test(value)
      ? { error: 'expected Unicode, found an unpaired surrogate' }
      : new TextEncoder().encode(value);
  }
  if (ArrayBuffer.isView(value)) {
    return value[Symbol.toStringTag] === 'Uint8Array' ? value : undefined;
  }
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]' ? new Uint8Array(value) : undefined;
}

/**
 * The text of a JSON object, to be placed among the options as it is: the module reads it strictly. It must be one value
 * and no more, so that it cannot bring options of its own.
 */
function objectText(name, value) {
  const bytes = bytesOf(value);
  if (!bytes) throw new TypeError(`options.${name}: expected a string, a Uint8Array or an ArrayBuffer`);
  if (bytes.error) return { error: `${name}: ${bytes.error}` };
  if (bytes.length > LIMITS.options) {
    return { error: `${name}: expected at most ${LIMITS.options} bytes, found ${bytes.length}` };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const parsed = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { text };
  } catch {
    // Not UTF-8, or not JSON.
  }
  return { error: `${name}: expected a JSON object` };
}

const PREDECESSOR = ['report', 'subject', 'as_of'];

/** The report before this one: of a statement, the three fields that the verifier asks for. */
function predecessor(value) {
  if (typeof value !== 'object' || value === null || PREDECESSOR.some((name) => typeof value[name] !== 'string')) {
    throw new TypeError(`options.previous: expected "none", or an object with the strings ${PREDECESSOR.join(', ')}`);
  }
  return Object.fromEntries(PREDECESSOR.map((name) => [name, value[name]]));
}

/** A time to the second, as documents write it. Fractions are cut off: the clock is not ahead of the time it shows. */
function timestamp(now) {
  if (typeof now === 'string') return now;
  if (Object.prototype.toString.call(now) !== '[object Date]' || Number.isNaN(now.getTime())) {
    throw new TypeError('options.now: expected a Date, a string or null');
  }
  return now.toISOString().replace(/\.\d+Z$/, 'Z');
}
