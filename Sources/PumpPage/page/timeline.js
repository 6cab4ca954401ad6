// The timeline: everything that happened, along which a person goes back and forth.

const hour = 3_600_000;

/** A moment of a life in words: its day, counted from 1, and the time since that day began. */
function momentWords(at) {
  const minutes = Math.floor(at / 60_000);
  const two = (value) => String(value).padStart(2, '0');
  return `day ${Math.floor(minutes / 1440) + 1}, ${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

/** One lane: spans as bars, marks as strokes, those to be minded with their shape above it. */
function timelineLane(lane, from, to) {
  const across = (at) => Math.min(100, Math.max(0, percent(at, from, to)));
  const strokes = new Map();
  const loud = [];
  for (const mark of lane.marks ?? []) {
    const tone = mark.tone ?? 'plain';
    strokes.set(tone, `${strokes.get(tone) ?? ''}M${across(mark.at).toFixed(2)} 0V10`);
    if (tone === 'critical' || tone === 'warn') loud.push(mark);
  }
  return h('div', { class: 'lane', key: lane.name },
    h('span', { class: 'lane-name' }, lane.name),
    h('div', { class: 'lane-line' },
      h('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        (lane.spans ?? []).map((span) => h('rect', {
          class: `span ${span.tone ?? 'plain'}`, x: across(span.from).toFixed(2), y: 2, height: 6,
          width: Math.max(0.2, across(span.to ?? to) - across(span.from)).toFixed(2),
        })),
        [...strokes].map(([tone, d]) => h('path', { class: `stroke ${tone}`, d, key: tone }))),
      loud.slice(-40).map((mark) => h('span', {
        class: 'loud', style: { left: `${across(mark.at)}%` }, title: mark.words,
      }, h('svg', { class: `mark ${mark.tone}`, viewBox: '0 0 16 16' },
        h('path', { d: toneShapes[mark.tone] }))))));
}

/** Everything on the lanes, the last first. */
function timelineRows(node) {
  const rows = [];
  for (const lane of node.lanes) {
    for (const mark of lane.marks ?? []) {
      rows.push({ at: mark.at, when: mark.when, lane: lane.name, words: mark.words, tone: mark.tone });
    }
    for (const span of lane.spans ?? []) {
      rows.push({ at: span.from, lane: lane.name, words: span.words, tone: span.tone });
    }
  }
  return rows.sort((a, b) => b.at - a.at).slice(0, 200);
}

function timelineList(node) {
  return h('table', { class: 'table' },
    h('caption', null, 'What happened, the last first'),
    h('thead', null, h('tr', null,
      ['When', 'Where', 'What'].map((each) => h('th', { scope: 'col' }, each)))),
    h('tbody', null, timelineRows(node).map((row) => h('tr', {
      class: row.tone ?? 'plain', key: `${row.at}|${row.lane}|${row.words}`,
    },
      h('th', { scope: 'row' }, h('button', {
        type: 'button', class: 'moment', 'data-seek': row.at,
      }, row.when || momentWords(row.at + (node.origin ?? 0)))),
      h('td', null, row.lane), h('td', null, toneMark(row.tone), row.words)))));
}

function timelinePicture(node) {
  const { from, to } = node;
  const place = (at) => `calc(var(--names) + (100% - var(--names)) * ${percent(at, from, to) / 100})`;
  const isBack = node.head < node.now;
  const words = node.words ?? momentWords(node.head);
  const origin = node.origin ?? 0;
  return h('div', { class: 'timeline' },
    h('div', {
      class: 'track', role: 'slider', tabindex: '0', id: 'track', 'aria-label': 'The moment that is shown',
      'aria-valuemin': from, 'aria-valuemax': to, 'aria-valuenow': node.head,
      'aria-valuetext': words + (isBack ? ', before now' : ', now'),
      'data-from': from, 'data-to': to, 'data-head': node.head, 'data-now': node.now,
    },
    node.lanes.map((lane) => memo(lane.name, { lane, from, to }, () => timelineLane(lane, from, to))),
    h('span', { class: 'now', key: 'now', style: { left: place(node.now) } }),
    h('span', { class: 'head', key: 'head', style: { left: place(node.head) } },
      h('span', { class: 'flag', style: { transform: `translateX(-${percent(node.head, from, to)}%)` } }, words))),
    h('div', { class: 'ends', 'aria-hidden': 'true' },
      h('span', null, node.fromwords || momentWords(from + origin)),
      h('span', null, node.towords || momentWords(to + origin))),
    h('button', {
      type: 'button', class: 'listed', 'data-own': 'list', 'aria-expanded': String(page.isListed),
    }, page.isListed ? 'Hide the list' : 'All of it as a list'),
    page.isListed && h('div', {
      class: 'scrolled list', key: 'list', tabindex: '0', role: 'region', 'aria-label': 'What happened',
    },
      memo('rows', { lanes: node.lanes }, () => timelineList(node))));
}

/** The moment under a pointer on the track. */
function momentAt(track, clientX) {
  const line = track.querySelector('.lane-line')?.getBoundingClientRect();
  if (!line) return null;
  const from = Number(track.dataset.from);
  const to = Math.min(Number(track.dataset.to), Number(track.dataset.now));
  const share = Math.min(1, Math.max(0, (clientX - line.left) / Math.max(1, line.width)));
  return Math.min(to, Math.round(from + share * (Number(track.dataset.to) - from)));
}

/** Where a key leads on the track, or null: an hour a step, a day a page. */
function momentByKey(track, key, isFine) {
  const head = Number(track.dataset.head);
  const from = Number(track.dataset.from);
  const now = Number(track.dataset.now);
  const step = isFine ? hour / 60 : hour;
  const to = {
    ArrowLeft: head - step, ArrowDown: head - step, ArrowRight: head + step, ArrowUp: head + step,
    PageUp: head + 24 * hour, PageDown: head - 24 * hour, Home: from, End: now,
  }[key];
  return to === undefined ? null : Math.min(now, Math.max(from, to));
}
