// Figures and times for people. Decimals stay text, or integers: none goes through a float but for the length of a bar.

/** A decimal with thousands separators. */
export function grouped(decimal) {
  const [whole, fraction] = decimal.split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

/** The sum of decimals, exact. */
export function sum(decimals) {
  const scale = Math.max(0, ...decimals.map((text) => (text.split('.')[1] ?? '').length));
  const total = decimals.reduce((all, text) => {
    const [whole, fraction = ''] = text.split('.');
    return all + BigInt(whole + fraction.padEnd(scale, '0'));
  }, 0n);
  if (scale === 0) return total.toString();
  const digits = total.toString().padStart(scale + 1, '0');
  const fraction = digits.slice(-scale).replace(/0+$/, '');
  return digits.slice(0, -scale) + (fraction && `.${fraction}`);
}

/** Seconds as days, hours and minutes. */
export function duration(seconds) {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3_600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min`;
}

/** `2026-03-31T21:00:00Z` as `31 March 2026, 21:00 UTC`. */
export function moment(timestamp) {
  const date = new Date(timestamp);
  if (Number.isNaN(date.getTime())) return timestamp;
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const seconds = timestamp.slice(11, 19);
  return `${day}, ${seconds.endsWith(':00') ? seconds.slice(0, 5) : seconds} UTC`;
}

const CHAINS = {
  'eip155:1': 'Ethereum',
  'eip155:10': 'OP Mainnet',
  'eip155:56': 'BNB Smart Chain',
  'eip155:137': 'Polygon',
  'eip155:8453': 'Base',
  'eip155:42161': 'Arbitrum One',
  'eip155:43114': 'Avalanche',
  'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp': 'Solana',
};

/** A chain's common name, if it is a well-known one, and its identifier in any case. */
export function chainName(id) {
  return Object.hasOwn(CHAINS, id) ? `${CHAINS[id]} (${id})` : id;
}
