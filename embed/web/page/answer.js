// The answer as a document.

import { bars, byChain } from './chart.js';
import { element, said, svg, table } from './dom.js';
import { chainName, duration, grouped, moment, sum } from './format.js';

/** Codes that say something about the verifier's own files or this page, and nothing about the report. */
const NO_VERDICT = ['registry-malformed', 'registry-invalid', 'options-malformed', 'no-clock', 'internal', 'not-read'];

const PATHS = {
  valid: 'M14 25l7 7 14-16',
  invalid: 'M16 16l16 16M32 16L16 32',
  none: 'M24 13v14M24 33.5v.5',
};

const WORDS = { valid: 'Valid', invalid: 'Not valid', none: 'Not verified' };

/** Fills `result` with an answer. */
export function show(result, verification) {
  const state = verification.valid === true ? 'valid' : NO_VERDICT.includes(verification.error.code) ? 'none' : 'invalid';
  result.className = state === 'valid' ? 'valid' : 'invalid';
  result.replaceChildren(...(state === 'valid' ? statement(verification.statement) : refusal(state, verification.error)));
  result.hidden = false;
  return WORDS[state];
}

function banner(state, ...sentence) {
  const stroke = { fill: 'none', stroke: 'currentColor', 'stroke-width': 3.5, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
  const icon = svg(
    'svg',
    { viewBox: '0 0 48 48', 'aria-hidden': 'true', focusable: 'false' },
    svg('circle', { cx: 24, cy: 24, r: 21, ...stroke }),
    svg('path', { d: PATHS[state], ...stroke }),
  );
  const verdict = element('h2', { class: 'verdict', id: 'verdict' }, WORDS[state]);
  return element('div', { class: 'banner' }, icon, verdict, element('p', { class: 'sentence' }, ...sentence));
}

function refusal(state, { code, message }) {
  const sentence =
    state === 'invalid'
      ? 'This report must not be relied upon.'
      : 'Nothing is known about this report: the fault is with another file or with this page.';
  return [
    banner(state, sentence),
    section('Why', element('p', {}, said(message)), element('p', { class: 'note' }, 'Code ', element('code', {}, code))),
  ];
}

const section = (title, ...children) => element('div', {}, element('h2', {}, title), ...children);

const list = (items, name) => element('ul', { class: name }, items.map((item) => element('li', {}, said(item))));

function statement(is) {
  const sections = [
    banner(
      'valid',
      'The custodians’ signed holdings cover ',
      element('strong', {}, `${grouped(is.amount_to_cover)} `, said(is.currency)),
      ` and keep every rule below, as of ${moment(is.as_of)}.`,
    ),
    facts(is),
    section('Signed by', custodians(is.custodians)),
    section('Supply', ...supply(is)),
    section('Rules proved', rules(is.rules)),
    section('The issuer’s word, and nothing else', list(issuersWord(is), 'open')),
  ];
  if (is.not_checked.length > 0) {
    const meanings = is.not_checked.map((unasked) => ASK[unasked.check] ?? unasked.meaning);
    sections.push(section('Not checked', list(meanings, 'open')));
  }
  sections.push(section('Not proved by any report', list(is.not_proved, 'open')));
  return sections;
}

/** What was not checked, in the terms of this page; checks that it does not know keep the verifier's words. */
const ASK = {
  supply: 'The supply is the report’s own claim. Give the supply that you read yourself.',
  'value-per-token': 'The value per token is the report’s own claim. Give the least that you accept, or set it in your registry.',
  'token-decimals': 'The decimals of a token are the report’s own claim. List the token in your registry.',
  'token-slot': 'That the storage slot holds the total supply is the report’s own claim. Give the slot in your registry.',
  policy: 'The policy is the report’s own choice. Pin it in your registry, or give its digest.',
  age: 'The report may be of any age. Give the oldest that you accept.',
  previous: 'The report may follow any other, or none. Give the one before, or “none”.',
};

function facts(is) {
  const rows = [
    ['Subject', said(is.subject, 'digest')],
    ['As of', element('time', { datetime: is.as_of }, moment(is.as_of))],
  ];
  if (is.age_seconds !== undefined) rows.push(['Age', duration(is.age_seconds)]);
  rows.push(
    ['Policy', said(is.policy)],
    ['Tokens', grouped(is.tokens)],
    ['Value per token', `${grouped(is.value_per_token)} ${is.currency}, ${valueOf(is)}`],
  );
  if (is.payables.length > 0) {
    const all = sum(is.payables.map((one) => one.amount));
    rows.push(['Payables', `${grouped(all)} ${is.currency}, ${given(is.basis.payables)}`]);
  }
  rows.push(['To be covered', `${grouped(is.amount_to_cover)} ${is.currency}`]);
  if (is.distributed !== undefined) {
    const all = sum(is.distributed.map((one) => one.amount));
    rows.push(['Distributed', `${grouped(all)} ${is.currency}, ${given(is.basis.distributed)}`]);
  }
  if (is.income !== undefined) {
    rows.push(
      ['Income since', `${moment(is.income.since)}, ${given(is.basis.income)}`],
      ['Earlier book', said(is.income.book, 'digest')],
    );
  }
  rows.push(['Book', `${is.rows} rows, ${is.custodians.length} custodians`]);
  if (is.previous !== undefined) rows.push(['Previous report', said(is.previous, 'digest')]);
  rows.push(['This report', said(is.report, 'digest')]);
  const { report, subject, as_of } = is;
  rows.push(['For the next report', said(JSON.stringify({ report, subject, as_of }), 'digest')]);
  const terms = rows.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
  return element('div', {}, element('dl', {}, terms));
}

/** Whose word the value of a token is. */
function valueOf(is) {
  if (is.basis.value_per_token === 'at-least') return `at least ${grouped(is.least_value_per_token)}, as you asked`;
  return given(is.basis.value_per_token);
}

const given = (basis) => (basis === 'verifier' ? 'as you gave it' : 'the issuer’s word');

/** What nobody but the issuer says, with its values. */
function issuersWord(is) {
  const lines = [`Prices, kinds and dates (maturity, reset, demand) of the book’s ${is.rows} rows`];
  const add = (field, line) => {
    if (is.basis[field] !== 'verifier') lines.push(line);
  };
  add('value_per_token', `Value per token: ${grouped(is.value_per_token)} ${is.currency}`);
  add('tokens', `Tokens to cover: ${grouped(is.tokens)}`);
  for (const entry of is.supply) {
    if (entry.entry === 'book_entry') add('supply', `Book entry at ${entry.registrar}: ${grouped(entry.quantity)}`);
    if (entry.entry === 'pending_redemptions') add('supply', `Pending redemptions: ${grouped(entry.quantity)}`);
    if (entry.entry === 'to_be_issued') add('supply', `To be issued: ${grouped(entry.quantity)}`);
    if (entry.entry !== 'chain') continue;
    const on = `of ${entry.token} on ${chainName(entry.chain)}`;
    if (entry.basis.decimals !== 'verifier') lines.push(`Decimals ${on}: ${entry.decimals}`);
    if (entry.slot !== undefined && entry.basis.slot !== 'verifier') lines.push(`Storage slot ${on}: 0x${entry.slot}`);
  }
  for (const one of is.excluded) add('excluded', `Excluded, ${one.reason}: ${grouped(one.quantity)}`);
  // Nothing proves that nothing is owed besides tokens, so a supply that lists nothing says something too.
  if (is.payables.length === 0) add('payables', 'Payables: none');
  for (const one of is.payables) add('payables', `Payable, ${one.reason}: ${grouped(one.amount)} ${is.currency}`);
  for (const one of is.distributed ?? []) add('distributed', `Distributed, ${one.reason}: ${grouped(one.amount)} ${is.currency}`);
  if (is.income !== undefined) add('income', `Income per unit of ${is.income.rows} rows, since ${moment(is.income.since)}`);
  add('policy', `The policy: ${is.policy}`);
  return lines;
}

function custodians(signed) {
  const rows = signed.map((one) => [said(one.custodian), `${one.signatures} of ${one.needed} needed`, mark('all good')]);
  return table(
    'Custodians, and the signatures that your registry asks for',
    [{ name: 'Custodian' }, { name: 'Signatures' }, { name: 'Result' }],
    rows,
  );
}

const mark = (words) => element('span', { class: 'mark' }, `✓ ${words}`);

function supply(is) {
  const where = {
    chain: (entry) => [
      chainName(entry.chain),
      entry.token,
      `block ${grouped(String(entry.block))}, ${entry.decimals} decimals`,
    ],
    book_entry: (entry) => ['Book entry', entry.registrar],
    pending_redemptions: () => ['Pending redemptions', 'not paid yet'],
    to_be_issued: () => ['To be issued', 'about to be minted, covered already'],
  };
  const rows = is.supply.map((entry) => [source(...where[entry.entry](entry)), grouped(entry.quantity)]);
  rows.push(...is.excluded.map((one) => [source('Excluded', one.reason), `−${grouped(one.quantity)}`]));
  const columns = [{ name: 'Where' }, { name: 'Tokens', number: true }];
  const parts = [
    bars(byChain(is.supply)),
    table('What the tokens are made of', columns, rows, ['Tokens to cover', grouped(is.tokens)]),
  ];
  if (is.excluded.length > 0) {
    parts.push(element('p', { class: 'note' }, 'Excluded: taken off the supply, without cover.'));
  }
  if (is.payables.length > 0) {
    parts.push(amounts('What is owed besides tokens, and covered with them', 'Payable', is.payables, is.currency));
  }
  if (is.distributed !== undefined) {
    parts.push(amounts('What holders were given out of the period’s income', 'Distributed', is.distributed, is.currency));
  }
  return parts;
}

/** A table of amounts with their reasons, and what they add up to. */
function amounts(caption, name, entries, currency) {
  const rows = entries.map((one) => [said(one.reason), grouped(one.amount)]);
  const total = sum(entries.map((one) => one.amount));
  return table(caption, [{ name }, { name: currency, number: true }], rows, ['All', grouped(total)]);
}

/** A line of the supply: what it is, and its details below. */
function source(name, ...details) {
  const notes = details.map((detail) => element('div', { class: 'note' }, said(detail)));
  return element('div', {}, said(name), ...notes);
}

function rules(proved) {
  const rows = proved.map((one) => [element('span', { class: 'whole' }, one.rule), said(one.bound), mark('proved')]);
  return table('Each bound, proved of the private holdings', [{ name: 'Rule' }, { name: 'Bound' }, { name: 'Result' }], rows);
}
