// The supply by chain: bars, with the table beside them for whoever does not see them.

import { svg } from './dom.js';
import { chainName, grouped, sum } from './format.js';

/** The entries that count, one line for each chain and each other kind: `{label, quantity}`. */
export function byChain(supply) {
  const lines = new Map();
  for (const entry of supply) {
    const label = {
      chain: () => chainName(entry.chain),
      book_entry: () => 'Book entry',
      pending_redemptions: () => 'Pending redemptions',
      to_be_issued: () => 'To be issued',
    }[entry.entry]();
    lines.set(label, [...(lines.get(label) ?? []), entry.quantity]);
  }
  return [...lines].map(([label, quantities]) => ({ label, quantity: sum(quantities) }));
}

const LINE = 46;
const LONGEST = 22;

/** Hidden from screen readers: the table says the same. Lengths are shares of the width, so that text keeps its size. */
export function bars(lines) {
  const numbers = lines.map((line) => Number(line.quantity));
  const whole = numbers.reduce((all, number) => all + number, 0);
  const percent = (number) => (whole > 0 ? (number / whole) * 100 : 0);
  const parts = lines.flatMap(({ label, quantity }, i) => {
    const top = i * LINE;
    const short = label.split(' (')[0];
    const name = short.length > LONGEST ? `${short.slice(0, LONGEST - 1)}…` : short;
    const value = `${grouped(quantity)} · ${percent(numbers[i]).toFixed(1)} %`;
    return [
      svg('text', { x: 0, y: top + 15 }, name),
      svg('text', { x: '100%', y: top + 15, class: 'value' }, value),
      svg('rect', { x: 0, y: top + 23, width: '100%', height: 10, class: 'track' }),
      svg('rect', { x: 0, y: top + 23, width: `${percent(numbers[i]).toFixed(2)}%`, height: 10, class: 'bar' }),
    ];
  });
  return svg('svg', { class: 'chart', height: lines.length * LINE, 'aria-hidden': 'true', focusable: 'false' }, parts);
}
