// Pictures: the pump in a body, a curve, a day's steps. Scales and words come from the machine.

const bodyShape = 'M136 62 L136 84 C130 99 100 104 78 112 C52 122 44 142 42 168 L31 262 C30 275 45 278 48 265 '
  + 'L66 186 C72 208 78 224 78 248 C78 286 64 312 62 352 L60 420 L154 420 L160 372 L166 420 L260 420 L258 352 '
  + 'C256 312 242 286 242 248 C242 224 248 208 254 186 L272 265 C275 278 290 275 289 262 L278 168 C276 142 '
  + '268 122 242 112 C220 104 190 99 184 84 L184 62';
const catheterShape = 'M243 302 C266 262 240 236 212 246 C186 256 166 282 160 250 L160 150';
const vertebrae = [...Array(14).keys()].map((each) => 104 + 20 * each);

/** A drawing, and what it shows in words. */
function picture(viewBox, words, ...inside) {
  return h('svg', { viewBox, role: 'img', 'aria-label': words }, inside);
}

/** A drawing that fills its place, whatever shape that has. */
function stretched(viewBox, words, ...inside) {
  return h('svg', { viewBox, preserveAspectRatio: 'none', role: 'img', 'aria-label': words }, inside);
}

function swatch(kind) {
  return h('span', { class: `swatch ${kind}`, 'aria-hidden': 'true' });
}

/** Words beside a scale, at so many hundredths of it from the top. */
function tick(top, words) {
  return h('span', { class: 'tick', key: `tick${top}`, style: { top: `${top}%` } }, words);
}

/** Liquids by strength: the weakest is lightest, the strongest darkest; none at all is hatched. */
function strengthClasses(path) {
  const strengths = [...new Set(path.map((each) => each.strength).filter((each) => each > 0))];
  strengths.sort((a, b) => a - b);
  const classes = new Map([[0, 'none']]);
  strengths.forEach((each, place) => {
    const step = strengths.length === 1 ? 2 : Math.round((place * 3) / (strengths.length - 1));
    classes.set(each, `strength${step}`);
  });
  return classes;
}

/** The catheter from the pump to its tip, a piece of colour for each piece of liquid. */
function catheter(path) {
  const whole = Math.max(1, path.reduce((sum, each) => sum + each.nl, 0));
  const classes = strengthClasses(path);
  let from = 0;
  const pieces = path.map((each, place) => {
    const piece = h('path', {
      key: place, d: catheterShape, pathLength: whole, class: `liquid ${classes.get(each.strength)}`,
      'stroke-dasharray': `${each.nl} ${whole}`, 'stroke-dashoffset': -from,
    });
    from += each.nl;
    return piece;
  });
  return h('g', { class: 'catheter', key: 'catheter' },
    h('path', { d: catheterShape, class: 'wall' }), pieces,
    h('circle', { cx: 160, cy: 148, r: 5, class: 'tip' }),
    h('text', { x: 150, y: 140, 'text-anchor': 'end' }, 'tip'));
}

/** The pump's can with its level and its rotor; a turn of the rotor is twelve strokes. */
function pumpShape(node) {
  const { reservoir, rotor } = node;
  const share = Math.min(1, Math.max(0, reservoir.nl / Math.max(1, reservoir.of)));
  const top = 376 - 92 * share;
  const turn = ((rotor?.strokes ?? 0) % 12) * 30;
  return h('g', { class: 'pump', key: 'pump' },
    h('clipPath', { id: 'can' }, h('circle', { cx: 214, cy: 330, r: 46 })),
    h('circle', { cx: 214, cy: 330, r: 46, class: 'can' }),
    h('g', { 'clip-path': 'url(#can)' },
      h('rect', { x: 168, y: top, width: 92, height: 92, class: `level ${reservoir.tone ?? 'plain'}` }),
      h('line', { x1: 168, x2: 260, y1: top, y2: top, class: 'surface' })),
    h('circle', { cx: 214, cy: 330, r: 46, class: 'rim' }),
    h('g', { transform: `translate(214 330) rotate(${turn})`, class: 'rotor' },
      h('circle', { r: 16 }),
      [0, 120, 240].map((turn) => h('circle', {
        cx: 0, cy: -10, r: 4, class: 'roller', transform: `rotate(${turn})`,
      })),
      h('path', { d: 'M0 0 V-10' })));
}

const headPlaces = { away: [352, 70], near: [312, 300], contact: [214, 330] };
const headWords = {
  away: 'The handheld’s head is away',
  near: 'The head is near the pump',
  contact: 'The head lies over the pump',
};

function headShape(head) {
  const [x, y] = headPlaces[head] ?? headPlaces.away;
  const style = { transform: `translate(${x}px, ${y}px)` };
  return h('g', { class: `head ${head}`, key: 'head', style },
    h('circle', { r: head === 'contact' ? 56 : 30 }),
    head !== 'contact' && h('circle', { r: 20, class: 'coil' }));
}

function bodyPicture(node) {
  // The machine tells the path from the tip on; here it runs from the pump.
  const path = [...node.path ?? []].reverse();
  const classes = strengthClasses(path);
  const said = [headWords[node.head] ?? node.head, wordsOf(node.reservoir), wordsOf(node.rotor)];
  const row = (label, value, tone) => value && h('div', { class: `fact ${tone ?? 'plain'}`, key: label },
    h('dt', null, label), h('dd', null, toneMark(tone), value));
  return h('figure', { class: 'body' },
    picture('0 0 400 420', `${said.filter(Boolean).join('. ')}.`,
      h('g', { class: 'outline' }, h('circle', { cx: 160, cy: 40, r: 30 }), h('path', { d: bodyShape })),
      h('g', { class: 'spine' }, vertebrae.map((y) =>
        h('rect', { x: 147, y, width: 26, height: 14, rx: 5 }))),
      pumpShape(node), catheter(path), headShape(node.head)),
    h('figcaption', null,
      (node.alarms ?? []).map((each) => h('p', { class: 'strip critical', key: each },
        h('span', null, toneMark('critical'), wordsOf(each)))),
      h('dl', { class: 'facts' },
        row('Head', headWords[node.head] ?? node.head),
        row('Reservoir', wordsOf(node.reservoir), node.reservoir.tone),
        row('Below it', wordsOf(node.residual)),
        row('Rotor', wordsOf(node.rotor) + (node.rotor?.turns === false ? ', it stands still' : ''),
          node.rotor?.turns === false ? 'warn' : null),
        node.power === false ? row('Power', 'none: the pump does nothing', 'critical') : row('Power', 'on'),
        node.implanted === false && row('Place', 'not implanted yet'),
        row('Patient', wordsOf(node.patient), node.patient?.tone)),
      path.length > 0 && h('div', { class: 'legend' },
        h('p', { class: 'quiet' }, 'In the catheter, from the pump to the tip'),
        h('ol', null, path.map((each, place) => h('li', { key: place },
          swatch(classes.get(each.strength)), each.words))))));
}

/** Where a value lies between two, in thousandths of a percent's ease: 0 to 100. */
function percent(value, from, to) {
  return to === from ? 0 : ((value - from) * 100) / (to - from);
}

/** The ends of a scale, and its middle where that is a whole number. */
function ticks([from, to]) {
  const middle = (from + to) / 2;
  return Number.isInteger(middle) ? [from, middle, to] : [from, to];
}

function curvePicture(node) {
  const { x, y } = node;
  const across = (value) => percent(value, x[0], x[1]);
  const up = (value) => 100 - percent(value, y[0], y[1]);
  const line = (points) => points.map(([a, b], place) =>
    `${place ? 'L' : 'M'}${across(a).toFixed(2)} ${up(b).toFixed(2)}`).join('');
  const marks = node.marks ?? [];
  const heights = node.ywords ?? ticks(y).map((each) => [each, each]);
  return h('figure', { class: 'curve' },
    h('figcaption', null, h('span', { class: 'label' }, node.label),
      node.unit && h('span', { class: 'unit' }, ` ${node.unit}`)),
    node.lanes.length > 1 && h('ul', { class: 'lanes', key: 'lanes' }, node.lanes.map((lane, place) =>
      h('li', null, h('svg', { viewBox: '0 0 28 8', 'aria-hidden': 'true' },
        h('path', { d: 'M0 4 H28', class: `lane lane${place}` })), lane.name))),
    h('div', { class: 'plot' },
      heights.map(([each, words]) => tick(up(each), words)),
      stretched('0 0 100 100', `${node.label}: ${node.words}`,
        heights.map(([each]) => h('path', { class: 'grid', d: `M0 ${up(each)} H100` })),
        node.goal && h('path', { class: 'goal', key: 'goal', d: `M0 ${up(node.goal.y)} H100` }),
        marks.map((mark) => h('path', {
          class: `at ${mark.tone ?? 'plain'}`, d: `M${across(mark.x)} 0 V100`,
        })),
        node.lanes.map((lane, place) => h('path', {
          class: `lane lane${place}`, d: line(lane.points), key: `lane${place}`,
        }))),
      node.goal && h('span', {
        class: 'goal-words', style: { top: `${up(node.goal.y)}%` },
      }, node.goal.words)),
    h('div', { class: 'along', 'aria-hidden': 'true' }, (node.xwords ?? []).map(([at, words]) =>
      h('span', { style: { left: `${across(at)}%` }, class: edge(across(at)) }, words))),
    marks.length > 0 && h('ul', { class: 'marks', key: 'marks' }, marks.slice(-6).map((mark) =>
      h('li', { class: mark.tone ?? 'plain' }, toneMark(mark.tone), mark.words))),
    h('p', { class: 'words' }, node.words));
}

/** Words at an end of a scale keep inside it. */
function edge(share) {
  if (share < 6) return 'first';
  return share > 94 ? 'last' : null;
}

/** A day's steps as a line: each holds until the next, the last until midnight. */
function stepLine(steps, most) {
  const up = (value) => (100 - percent(value, 0, Math.max(1, most))).toFixed(1);
  return steps.map((step, place) => {
    const until = place + 1 < steps.length ? steps[place + 1].m : 1440;
    return `${place ? 'L' : 'M'}${step.m} ${up(step.v)}H${until}`;
  }).join('');
}

function stepWords(steps) {
  return steps.map((step) => step.words).filter(Boolean).join('; ');
}

function dayPicture(node) {
  const now = node.now ?? [];
  const next = node.new ?? [];
  const area = next.length > 0 && `M${next[0].m} 100${stepLine(next, node.most).replace('M', 'L')}V100Z`;
  const told = [now.length && `now: ${stepWords(now)}`, next.length && `new: ${stepWords(next)}`];
  return h('figure', { class: 'curve day' },
    h('figcaption', null, h('span', { class: 'label' }, node.label),
      node.unit && h('span', { class: 'unit' }, ` ${node.unit}`)),
    h('ul', { class: 'lanes' },
      now.length > 0 && h('li', { key: 'now' }, swatch('outline'),
        same(now, next) ? 'now, and as it stays' : 'now'),
      next.length > 0 && h('li', { key: 'new' }, swatch('filled'), 'new')),
    h('div', { class: 'plot' },
      node.mostwords && tick(0, node.mostwords),
      tick(100, '0'),
      stretched('0 0 1440 100', `${node.label}, ${told.filter(Boolean).join('. ')}`,
        [360, 720, 1080].map((at) => h('path', { class: 'grid', d: `M${at} 0 V100` })),
        next.length > 0 && h('path', { class: 'filled', key: 'new', d: area }),
        now.length > 0 && h('path', { class: 'was', key: 'now', d: stepLine(now, node.most) }))),
    h('div', { class: 'along', 'aria-hidden': 'true' }, [0, 6, 12, 18, 24].map((hour) =>
      h('span', { style: { left: `${percent(hour, 0, 24)}%` }, class: edge(percent(hour, 0, 24)) },
        `${String(hour).padStart(2, '0')}:00`))),
    now.length > 0 && h('p', { class: 'words', key: 'was' }, h('b', null, 'now: '), stepWords(now)),
    next.length > 0 && !same(now, next)
      && h('p', { class: 'words', key: 'will' }, h('b', null, 'new: '), stepWords(next)));
}
