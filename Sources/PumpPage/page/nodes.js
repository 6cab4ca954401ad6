// The kinds of thing a screen consists of, each drawn as the machine tells it.

const toneWords = { good: 'Good', warn: 'Warning', critical: 'Critical' };
const toneShapes = {
  good: 'M3 8.5 L6.5 12 L13 4.5',
  warn: 'M8 1.5 L15 14 H1 Z M8 6 V9.6 M8 11.4 V12.2',
  critical: 'M5 1 H11 L15 5 V11 L11 15 H5 L1 11 V5 Z M8 4.2 V9 M8 11 V11.9',
};

/** What is good, to be minded or critical is told by shape and word, never by its colour alone. */
function toneMark(tone) {
  if (!toneWords[tone]) return null;
  return [
    h('svg', { class: `mark ${tone}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' },
      h('path', { d: toneShapes[tone] })),
    h('span', { class: tone === 'critical' ? 'word' : 'unseen' }, `${toneWords[tone]}: `),
  ];
}

/** What is told either as words or as something that has words. */
function wordsOf(value) {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? value.words ?? '' : String(value);
}

/** The id of an element of a pane; what it describes and what labels it are found by it. */
function idOf(place, ...names) {
  return [place.pane, ...names].join('-').replace(/[^\w-]/g, '_');
}

/** An act of a pane in full; one that names its pane already stays as it is. */
function actOf(place, id) {
  return String(id).includes('/') ? id : `${place.pane}/${id}`;
}

/** A share stays with its sign. */
function joined(words) {
  return words.replace(/(\d) %/g, '$1\u00a0%');
}

/** A row of words with a number in it stands where numbers stand. */
function isNumber(cell) {
  return /^[+\-−±<>≤≥]?\s?\d[\d.,\s]*(\s?\S{1,12})?$/.test(cell);
}

const kinds = {
  heading: (node, place) => h(`h${place.level}`, { class: 'heading' }, node.text),

  text: (node) => h('p', { class: `text ${node.tone ?? 'plain'}` },
    toneMark(node.tone), h('span', null, node.text)),

  facts: (node) => h('dl', { class: node.big ? 'facts big' : 'facts' }, node.rows.map((row) =>
    h('div', { key: row.label, class: `fact ${row.tone ?? 'plain'}` },
      h('dt', null, row.label),
      h('dd', null, toneMark(row.tone),
        h('span', { class: String(row.value).length > 28 ? 'value long' : 'value' }, row.value),
        row.unit && h('span', { class: 'unit' }, ` ${row.unit}`),
        row.note && h('span', { class: 'note' }, row.note))))),

  compare: (node) => h('div', { class: 'compare', role: 'table', 'aria-label': 'Now and new' },
    h('div', { class: 'row heads', role: 'row' },
      h('span', { class: 'what', role: 'columnheader' }, h('span', { class: 'unseen' }, 'What')),
      h('span', { role: 'columnheader' }, node.heads[0]),
      h('span', { role: 'columnheader' }, node.heads[1])),
    node.rows.map((row) => h('div', {
      class: row.differs ? 'row differs' : 'row', role: 'row', key: row.label,
    },
      h('span', { class: 'what', role: 'rowheader' }, row.label),
      h('span', { class: 'now', role: 'cell' }, joined(row.now)),
      h('span', { class: 'new', role: 'cell' }, joined(row.new),
        row.differs && h('span', { class: 'changed' }, ' changed'))))),

  field: (node, place) => {
    const id = idOf(place, node.id);
    const told = [node.error && `${id}-error`, node.hint && `${id}-hint`].filter(Boolean).join(' ');
    return h('div', { class: node.error ? 'field wrong' : 'field' },
      h('label', { for: id }, node.label),
      h('input', {
        id, type: 'text', 'data-field': node.id, typed: node.value ?? '',
        placeholder: node.placeholder || null, inputmode: node.inputmode || null,
        'aria-invalid': node.error ? 'true' : null, 'aria-describedby': told || null,
        autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false',
      }),
      node.error && h('p', { class: 'error', id: `${id}-error`, key: 'error' },
        toneMark('warn'), h('span', null, node.error)),
      node.hint && h('p', { class: 'hint', id: `${id}-hint`, key: 'hint' }, node.hint));
  },

  choice: (node, place) => (node.options.length > 8 ? longChoice : shortChoice)(node, place),

  check: (node, place) => h('label', { class: 'option' },
    h('input', {
      id: idOf(place, node.id), type: 'checkbox', 'data-field': node.id, chosen: node.on === true,
    }),
    h('span', { class: 'label' }, node.label)),

  action: (node, place) => {
    const id = idOf(place, 'act', node.id);
    return h('div', { class: `act ${node.kind ?? 'plain'}` },
      h('button', {
        id, type: 'button', class: node.kind ?? 'plain', 'data-act': actOf(place, node.id),
        'aria-disabled': node.why ? 'true' : null, 'aria-describedby': node.why ? `${id}-why` : null,
      }, node.label),
      node.why && h('p', { class: 'why', id: `${id}-why` }, node.why));
  },

  table: (node) => {
    const sides = node.heads.map((_, column) =>
      (column > 0 && node.rows.every((row) => isNumber(row[column])) ? 'number' : null));
    return scrolled(node.caption, h('table', { class: 'table' },
      h('caption', null, node.caption),
      h('thead', null, h('tr', null, node.heads.map((head, column) =>
        h('th', { scope: 'col', class: sides[column] }, head)))),
      h('tbody', null, node.rows.map((row, place) => {
        const tone = node.tones?.[place];
        return h('tr', { class: tone ?? 'plain' }, row.map((cell, column) => (column === 0
          ? h('th', { scope: 'row' }, toneMark(tone), cell)
          : h('td', { class: sides[column] }, cell))));
      }))));
  },

  group: (node, place) => {
    const id = idOf(place, 'group', node.label ?? '');
    const inside = { ...place, level: Math.min(6, place.level + 1), label: node.label };
    return h('section', { class: 'group', role: 'group', 'aria-labelledby': node.label ? id : null },
      node.label && h(`h${place.level}`, { class: 'heading', id }, node.label),
      nodeList(node.nodes, inside));
  },

  progress: (node, place) => {
    const id = idOf(place, 'progress', node.label);
    return h('div', { class: 'progress' },
      h('label', { for: id }, node.label),
      h('progress', { id, max: 1000, value: node.share }));
  },

  log: (node, place) => {
    const rows = node.rows.slice(0, 200);
    const left = node.rows.length - rows.length;
    const label = `${place.label ?? 'Log'}, the last first`;
    return h('div', { class: 'log', role: 'region', 'aria-label': label, tabindex: '0' },
      rows.length === 0 && h('p', { class: 'text quiet' }, 'Nothing has happened yet.'),
      h('ol', null, [...rows].reverse().map((row) => memo(
        `${row.at}|${row.words}`, row, logRow)).reverse()),
      left > 0 && h('p', { class: 'text quiet' }, `${left} earlier ones are not shown here.`));
  },

  body: (node) => bodyPicture(node),
  curve: (node) => curvePicture(node),
  day: (node) => dayPicture(node),
  timeline: (node) => timelinePicture(node),
};

function logRow(row) {
  const what = [toneMark(row.tone), row.words];
  const isOpen = row.fields?.length > 0;
  return h('li', { class: row.tone ?? 'plain' },
    h('span', { class: 'at' }, typeof row.at === 'number' ? momentWords(row.at) : row.at),
    h('span', { class: 'what' },
      row.act ? h('button', {
        type: 'button', class: 'unfold', 'data-act': row.act, 'aria-expanded': String(isOpen),
      }, what) : what),
    isOpen && h('dl', { class: 'fields' }, row.fields.map(([name, value]) => h('div', null,
      h('dt', null, name), h('dd', null, value)))));
}

/** What is wider than its place is scrolled in it, by keyboard too. */
function scrolled(label, inside) {
  return h('div', { class: 'scrolled', role: 'region', tabindex: '0', 'aria-label': label }, inside);
}

function shortChoice(node, place) {
  const id = idOf(place, node.id);
  return h('fieldset', { class: 'choice', 'data-chosen': node.act ? actOf(place, node.act) : null },
    h('legend', null, node.label),
    node.options.map((option) => h('label', { class: 'option', key: option.id },
      h('input', {
        type: 'radio', name: id, value: option.id, 'data-field': node.id,
        chosen: option.id === node.value,
      }),
      h('span', { class: 'label' }, option.label,
        option.note && h('span', { class: 'note' }, option.note)))));
}

/** Of many, one is chosen from a list that opens. */
function longChoice(node, place) {
  const id = idOf(place, node.id);
  return h('div', { class: 'field', 'data-chosen': node.act ? actOf(place, node.act) : null },
    h('label', { for: id }, node.label),
    h('select', { id, 'data-field': node.id, chosen: node.value ?? '' },
      !node.options.some((option) => option.id === node.value)
        && h('option', { value: node.value ?? '', key: 'none' }, 'Choose…'),
      node.options.map((option) =>
      h('option', { value: option.id, key: option.id },
        option.note ? `${option.label}, ${option.note}` : option.label))));
}

/** A fault of the page is seen where it is, and what it could not draw is named. */
function fault(node, why) {
  return h('div', { class: 'strip critical', role: 'note' },
    toneMark('critical'), `This page cannot draw “${node?.t ?? 'nothing'}”: ${why}. That is a fault of `
    + 'the page; what it would say is missing here, and the pump goes on as it was.');
}

function oneNode(node, place) {
  const kind = Object.hasOwn(kinds, node?.t ?? '') ? kinds[node.t] : null;
  if (!kind) return fault(node, 'it knows no such kind');
  try {
    return kind(node, place);
  } catch (error) {
    return fault(node, error.message);
  }
}

/** Nodes in turn; actions that follow each other stand together. */
function nodeList(nodes, place) {
  const list = [];
  const count = new Map();
  let row = null;
  for (const node of nodes ?? []) {
    const name = `${node?.t}:${node?.id ?? node?.label ?? ''}`;
    count.set(name, (count.get(name) ?? 0) + 1);
    const key = `${name}:${count.get(name)}`;
    const isListed = node?.t === 'timeline' && page.isListed;
    const data = { node, pane: place.pane, level: place.level, label: place.label, isListed };
    const one = memo(key, data, () => oneNode(node, place));
    if (node?.t === 'action') {
      if (!row) list.push(row = h('div', { class: 'acts', key: `acts:${list.length}` }));
      row.kids.push(one);
    } else {
      row = null;
      list.push(one);
    }
  }
  return list;
}

/** The actions a screen ends with, which stay in sight while the rest of it is scrolled. */
function lastActions(nodes) {
  let from = nodes.length;
  while (from > 0 && nodes[from - 1]?.t === 'action') from -= 1;
  while (from < nodes.length && nodes[from].kind === 'plain') from += 1;
  const last = nodes.slice(from);
  const leads = last.some((node) => node.kind === 'primary') || last.length > 1;
  return leads && last.length <= 3 ? last : [];
}

const controls = new Set(['field', 'choice', 'check', 'action', 'log', 'table', 'timeline']);

/** Whether the keyboard reaches into a screen; one it does not is scrolled as a whole. */
function hasControl(nodes) {
  return nodes.some((node) => controls.has(node?.t)
    || (node?.t === 'group' && hasControl(node.nodes ?? [])));
}

/** Where there is room, what belongs to the timeline stands beside it. */
function besideTimeline(nodes, place) {
  const isLine = (node) => node?.t === 'timeline';
  return [
    h('div', { class: 'lines', key: 'lines' }, nodeList(nodes.filter(isLine), place)),
    h('div', { class: 'beside', key: 'beside' }, nodeList(nodes.filter((each) => !isLine(each)), place)),
  ];
}

/** One pane's screen: a form whose fields are handed over together. */
function screenOf(pane, { past, moment }) {
  const { screen } = pane;
  const place = { pane: pane.id, level: 4 };
  const last = pane.id === 'time' ? [] : lastActions(screen.nodes);
  const rest = screen.nodes.slice(0, screen.nodes.length - last.length);
  return h('form', {
    class: 'screen', key: pane.id === 'time' ? 'time' : screen.id,
    'data-pane': pane.id, 'data-screen': screen.id,
    novalidate: true, autocomplete: 'off', 'aria-labelledby': idOf(place, 'head'),
  },
  h('div', { class: 'bar' },
    screen.back && h('button', {
      type: 'button', class: 'back', 'data-act': actOf(place, screen.back), key: 'back',
    }, h('span', { 'aria-hidden': 'true' }, '‹ '), 'Back'),
    h('h3', { id: idOf(place, 'head'), tabindex: '-1' }, screen.title,
      moment && h('span', { class: 'moment-now' }, moment))),
  past && h('div', { class: 'busy past', key: 'past' }, toneMark('warn'),
    h('span', null, 'This is the past: nothing can be done in it.'),
    h('button', { type: 'button', 'data-act': 'time/live' }, 'Back to the present')),
  screen.busy && h('p', { class: 'busy', key: 'busy' },
    h('span', { class: 'turning', 'aria-hidden': 'true' }), screen.busy),
  h('div', {
    class: 'nodes', key: 'nodes',
    ...(hasControl(rest) ? {} : { tabindex: '0', role: 'group', 'aria-label': screen.title }),
  }, pane.id === 'time' ? besideTimeline(rest, place) : nodeList(rest, place)),
  last.length > 0 && h('div', { class: 'foot', key: 'foot' }, nodeList(last, place)));
}
