// The form: files in, an answer out. Whatever changes, the answer of before is gone.

import { init, LIMITS, verify } from './verifier/index.js';
import { show } from './answer.js';

const byId = (id) => document.getElementById(id);
const form = byId('form');
const result = byId('result');
const status = byId('status');

/** Most bytes of each file; larger ones are not read. A supply document has the limit of its kind. */
const MOST = { report: LIMITS.report, registry: LIMITS.registry, supply: 1_048_576 };

/** Files that were dropped; those that were opened are in their inputs. */
const dropped = new Map();

let current = 0;

const fileOf = (kind) => dropped.get(kind) ?? byId(kind).files[0];

/** Drops the answer, and any that is on its way. */
function forget() {
  current += 1;
  result.hidden = true;
  result.replaceChildren();
  status.textContent = '';
  status.className = '';
}

/** Says which file was chosen. */
function name(kind) {
  const file = fileOf(kind);
  const line = byId(`${kind}-name`);
  // The input itself shows the name of what it opened.
  const shown = dropped.has(kind) ? `${file.name}, ` : '';
  line.textContent = file ? `${shown}${file.size.toLocaleString('en')} bytes` : '';
  byId(kind).closest('.file').classList.toggle('filled', file !== undefined);
}

async function bytesOf(kind) {
  const file = fileOf(kind);
  if (file.size > MOST[kind]) {
    const limit = MOST[kind].toLocaleString('en');
    throw { code: kind === 'report' ? 'malformed' : 'not-read', message: `the ${kind}: expected at most ${limit} bytes, found ${file.size.toLocaleString('en')}` };
  }
  try {
    return await file.arrayBuffer();
  } catch {
    throw { code: 'not-read', message: `the ${kind} could not be read; open it again` };
  }
}

/** What the fields ask for. Empty ones ask for nothing. */
async function options(now) {
  const asked = { now };
  const age = byId('max-age');
  if (!age.validity.valid) throw { code: 'options-malformed', message: 'the oldest accepted: expected a number of hours' };
  if (age.value !== '') asked.max_age_seconds = Math.floor(Number(age.value) * 3_600);
  const policy = byId('policy').value.trim();
  if (policy !== '') {
    if (!/^[0-9a-f]{64}$/.test(policy)) {
      throw { code: 'options-malformed', message: 'the policy: expected a digest of 64 hex digits in lower case' };
    }
    asked.policy = policy;
  }
  const least = byId('least-value').value.trim();
  if (least !== '') {
    const [, value, currency] = /^([\d.]+) ?([A-Z0-9]+)$/.exec(least) ?? [];
    if (value === undefined) {
      throw { code: 'options-malformed', message: 'the least value: expected a number and a currency, such as 1.00 USD' };
    }
    asked.least_value_per_token = { currency, value };
  }
  const previous = byId('previous').value.trim();
  if (previous !== '') asked.previous = predecessor(previous);
  if (fileOf('supply')) asked.supply = await bytesOf('supply');
  return asked;
}

/** The report before this one, as this page told of it. Whatever else is there, the verifier refuses with what to give. */
function predecessor(text) {
  if (!text.startsWith('{')) return text;
  try {
    const { report, subject, as_of } = JSON.parse(text);
    if ([report, subject, as_of].every((value) => typeof value === 'string')) return { report, subject, as_of };
  } catch {
    // Not JSON.
  }
  throw { code: 'options-malformed', message: 'the report before: expected report, subject and as_of, as this page told of it' };
}

async function check() {
  forget();
  const turn = current;
  const missing = ['report', 'registry'].filter((kind) => !fileOf(kind));
  if (missing.length > 0) {
    status.textContent = `Choose the ${missing.join(' and the ')} first.`;
    return;
  }
  status.textContent = 'Verifying…';
  const answer = await answerOf(new Date());
  if (turn !== current) return;
  const word = show(result, answer);
  // The verdict is there to see; the status says it to screen readers.
  status.className = 'unseen';
  status.textContent = answer.valid === true ? `${word}.` : `${word}: ${answer.error.message}`;
  result.focus({ preventScroll: true });
  result.scrollIntoView({ block: 'start' });
}

async function answerOf(now) {
  try {
    return await verify(await bytesOf('report'), await bytesOf('registry'), await options(now));
  } catch (error) {
    if (error instanceof Error) return { valid: false, error: { code: 'not-read', message: error.message } };
    return { valid: false, error };
  }
}

/** Both files there: no need to press the button. */
function changed(kind) {
  name(kind);
  forget();
  if (fileOf('report') && fileOf('registry')) check();
}

for (const box of document.querySelectorAll('.file')) {
  const { kind } = box.dataset;
  byId(kind).addEventListener('change', () => {
    dropped.delete(kind);
    changed(kind);
  });
  box.addEventListener('dragover', () => box.classList.add('over'));
  box.addEventListener('dragleave', () => box.classList.remove('over'));
  box.addEventListener('drop', (event) => {
    box.classList.remove('over');
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    // An input that keeps its own file would show another name than the one that is verified.
    byId(kind).value = '';
    dropped.set(kind, file);
    changed(kind);
  });
}

// A file dropped beside the boxes would replace the page.
for (const event of ['dragover', 'drop']) window.addEventListener(event, (e) => e.preventDefault());

for (const id of ['max-age', 'least-value', 'policy', 'previous']) byId(id).addEventListener('input', forget);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  check();
});
form.addEventListener('reset', () => {
  dropped.clear();
  setTimeout(() => {
    forget();
    ['report', 'registry', 'supply'].forEach(name);
  });
});
form.noValidate = true;

function tick() {
  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  byId('clock').dateTime = now;
  byId('clock').textContent = `${now.slice(0, 10)} ${now.slice(11, 19)} UTC`;
}
tick();
setInterval(tick, 1_000);

// Loaded ahead; a failure shows when there is something to verify.
init().catch(() => undefined);
