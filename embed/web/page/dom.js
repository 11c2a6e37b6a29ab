// Elements. Everything a report says goes in as text and never as markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes and children; strings become text. */
export function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same in an SVG. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.flat());
  return node;
}

/** Text of a report: it wraps anywhere, and its direction stays its own. */
export const said = (text, kind = 'text') => element('span', { class: kind, dir: 'auto' }, text);

/** A table; `number` columns are aligned right. */
export function table(caption, columns, rows, total) {
  const align = (column) => (column.number ? { class: 'number' } : {});
  const cells = (row) =>
    row.map((cell, i) => (i === 0 ? element('th', { scope: 'row' }, cell) : element('td', align(columns[i]), cell)));
  const head = columns.map((column) => element('th', { scope: 'col', ...align(column) }, column.name));
  const parts = [
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, head)),
    element('tbody', {}, rows.map((row) => element('tr', {}, cells(row)))),
  ];
  if (total) parts.push(element('tfoot', {}, element('tr', {}, cells(total))));
  const scroll = { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption };
  return element('div', scroll, element('table', {}, parts));
}
