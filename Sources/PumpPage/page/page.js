// The page: panes and what a person does in them. It draws what the machine says and hands deeds back.

const keptName = 'pumplink.kept';
const mutedName = 'pumplink.muted';

const page = {
  machine: null, view: null, isListed: false, isStopped: false, last: 0, rest: 0, wakeful: false,
  said: new Map(), hold: 0, focusPane: null, seek: null, isTimeOpen: true,
  recording: null, unkept: '', lastKept: '', keepNext: 0, isGuest: false,
  figures: {
    frames: 0,
    drawn: 0,
    script: 0,
    worst: 0,
    get memory() { return page.machine?.exports.memory.buffer.byteLength ?? 0; },
  },

  /** Says something of the page itself in its place, or takes it back with no words. */
  say(about, words, tone = 'warn') {
    if (words) this.said.set(about, { words, tone });
    else this.said.delete(about);
    draw(document.getElementById('said'), [...this.said].map(([key, each]) =>
      h('div', { class: `strip ${each.tone}`, role: each.tone === 'critical' ? 'alert' : 'status', key },
        h('p', null, toneMark(each.tone), each.words),
        h('button', { type: 'button', 'data-own': 'hide', 'data-about': key }, 'Hide'))));
  },

  /** For those who hear the page: politely, or at once for what cannot wait. */
  announce(words, isUrgent = false) {
    const place = document.getElementById(isUrgent ? 'urgent' : 'polite');
    place.textContent = place.textContent === words ? `${words}\u00a0` : words;
  },

  /** Hands over a deed with all fields of its pane as they stand. */
  act(name, more = {}) {
    if (this.isStopped || !this.machine) return;
    const pane = name.split('/')[0];
    if (pane !== 'page' && pane !== 'time') this.isGuest = false;
    const form = document.querySelector(`form[data-pane="${CSS.escape(pane)}"]`);
    this.guarded(() => this.machine.act(actText(name, { ...fieldsOf(form), ...more })));
    this.afterwards();
  },

  /** Sends and keeps what the machine wants sent and kept, and draws with the next frame. */
  afterwards() {
    if (this.isStopped) return;
    this.guarded(() => {
      wire.send();
      this.keep();
    });
    this.wake();
  },

  /** What is to be kept is written at most once a second, and when the page is left. */
  keep(isLast = false) {
    this.unkept = this.machine.kept() || this.unkept;
    const now = performance.now();
    if (!this.unkept || (!isLast && now < this.keepNext)) return;
    // Who only looks at a moment somebody sent does not lose the life of their own.
    if (this.isGuest && !this.unkept.includes('\nopen=')) return;
    this.keepNext = now + 1000;
    this.lastKept = this.unkept;
    try {
      localStorage.setItem(keptName, this.unkept);
      this.say('storage', null);
    } catch (error) {
      const why = error.name === 'QuotaExceededError'
        ? 'The browser’s storage is full' : 'The browser keeps nothing for this page';
      this.say('storage', `${why}: all that happens here is gone when the page is closed. Until then all `
        + 'goes on; copy a link to this moment to come back to it.');
    }
    this.unkept = '';
  },

  /** A machine that trapped is not asked again: nothing of it could be believed. */
  guarded(work) {
    try {
      return work();
    } catch (error) {
      this.isStopped = true;
      console.warn(error);
      this.say('stopped', `The machine behind this page stopped (${error.message}): a fault of the page, and `
        + 'what is shown is as it was before. Nothing more is done. Load the page again; it goes on from '
        + 'what was kept.', 'critical');
      return null;
    }
  },

  /** One frame: real time is passed on, and what changed is drawn. */
  frame(now) {
    requestAnimationFrame((next) => this.frame(next));
    if (this.isStopped) return;
    const begun = performance.now();
    this.pass(now);
    if (this.seek !== null) {
      const at = this.seek;
      this.seek = null;
      this.act('time/seek', { at });
    }
    if (performance.now() > this.hold) this.show();
    const took = performance.now() - begun;
    this.figures.frames += 1;
    this.figures.script += took;
    this.figures.worst = Math.max(this.figures.worst, took);
  },

  /** Time passes once: a page that slept says so, and lets none of it pass. */
  pass(now) {
    const gone = now - this.last + this.rest;
    if (gone < 1) return;
    this.last = now;
    if (gone > 2000) {
      this.rest = 0;
      this.act('page/slept', { ms: Math.round(gone) });
      return;
    }
    let whole = Math.floor(gone);
    this.rest = gone - whole;
    this.guarded(() => {
      while (whole > 0) {
        this.machine.pass(Math.min(1000, whole));
        whole -= 1000;
      }
      wire.send();
      this.keep();
    });
  },

  /** A tab that is not seen has no frames; a line that is open is served all the same. */
  wake() {
    if (!document.hidden || this.wakeful) return;
    this.wakeful = true;
    setTimeout(() => {
      this.wakeful = false;
      if (!this.isStopped && document.hidden && wire.socket) this.pass(performance.now());
    }, 0);
  },

  show() {
    const view = this.guarded(() => this.machine.view());
    if (!view) return;
    const before = this.view;
    this.view = view;
    const pane = document.activeElement?.closest('[data-pane]')?.dataset.pane ?? this.focusPane;
    const screens = new Map((before?.panes ?? []).map((each) => [each.id, each.screen]));
    document.title = view.title ? `${view.title} · PumpLink` : 'PumpLink';
    setText('title', view.title);
    setText('notice', view.notice);
    this.say('problem', view.problem === this.hidden ? null : view.problem);
    this.drawPanes(view);
    sound.follow(view.tone ?? { single: 0, two_tone: 0 });
    for (const each of view.panes) {
      const old = screens.get(each.id);
      const isOther = before && old?.id !== each.screen.id;
      if (isOther && each.id === pane && isFocusLost()) this.focusHead(each.id);
      if (before) this.tellNew(each, old);
    }
    this.figures.drawn += 1;
    if (!before) performance.mark('pumplink-drawn');
  },

  drawPanes(view) {
    const panes = [...view.panes].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
    const { isListed, isTimeOpen } = this;
    const past = Boolean(view.past);
    draw(document.getElementById('desk'), panes.map((pane) => {
      const isTime = pane.id === 'time';
      const data = isTime ? { pane, isListed, isTimeOpen, moment: view.moment } : { pane, past };
      return memo(pane.id, data, () => paneOf(pane, data));
    }));
    if (!panes.some((pane) => pane.id === document.body.dataset.pane)) see(panes[0].id);
    draw(document.getElementById('tabs'), panes.filter((pane) => pane.id !== 'time').map(tabOf));
    markTabs();
  },

  focusHead(pane) {
    const head = document.querySelector(`form[data-pane="${pane}"] h3`);
    head?.focus({ preventScroll: true });
    head?.closest('.screen')?.scrollTo?.(0, 0);
    head?.closest('.pane')?.scrollIntoView?.({ block: 'nearest' });
  },

  /** What became of an order, what is awaited and what is critical is told to those who hear. */
  tellNew(pane, old) {
    if (pane.id === 'truth' || pane.id === 'time' || same(pane.screen, old)) return;
    if (pane.screen.busy && pane.screen.busy !== old?.busy) this.announce(pane.screen.busy);
    const was = new Set(loudTexts(old?.nodes ?? []).map((each) => each.text));
    for (const each of loudTexts(pane.screen.nodes)) {
      if (!was.has(each.text)) {
        this.announce(`${toneWords[each.tone]}: ${each.text}`, each.tone === 'critical');
      }
    }
  },

  /** Begins a life from what stands behind the # of the address, or from what was kept. */
  begin() {
    const fragment = location.hash.slice(1);
    this.guarded(() => {
      if (this.view) this.keep(true);
      this.isGuest = fragment !== '';
      this.machine.start(fragment);
      this.restore(this.keptText(), !fragment);
      if (this.recording) this.machine.look(this.recording, fragment);
    });
  },

  /** A recording that was put into this file, or null: `%`, `<` and what is no ASCII stand as in a URL. */
  ownRecording() {
    const text = document.getElementById('recording').textContent;
    if (!text || text.startsWith('{{')) return null;
    const bytes = text.replace(/%([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
    return Uint8Array.from({ length: bytes.length }, (_, place) => bytes.charCodeAt(place));
  },

  /** The address of a moment in it leads nowhere any more. */
  leaveRecording() {
    this.recording = null;
    if (/^#part=/.test(location.hash)) history.replaceState(null, '', location.pathname + location.search);
  },

  /** A recording that a person chose. */
  async openRecording(file) {
    if (!file) return;
    const most = 64;
    if (file.size > most * 1_048_576) {
      this.say('recording', `${file.name} is larger than a page takes (${most} MB). Nothing was opened; record less `
        + 'at once, or look at a part of it.');
      return;
    }
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      this.say('recording', null);
      this.recording = bytes;
      this.guarded(() => this.machine.look(bytes, ''));
      this.show();
    } catch (error) {
      this.say('recording', `${file.name} cannot be read (${error.message}). Choose it again.`);
    }
  },

  /** Hands over what was kept: all of it, or only the orders to pumps outside that have no outcome. */
  restore(kept, withLife) {
    if (!kept || !this.machine.keeps) return;
    this.machine.restore(withLife ? kept : kept.replace(/^life=.*\n?/m, ''));
  },

  /** Where there is little room, the timeline starts folded. */
  foldTime() {
    const roomy = matchMedia('(min-width: 1180px)');
    this.isTimeOpen = roomy.matches;
    roomy.addEventListener('change', () => {
      this.isTimeOpen = roomy.matches;
      if (this.view) this.drawPanes(this.view);
    });
  },

  keptText() {
    try {
      return localStorage.getItem(keptName) ?? this.lastKept;
    } catch {
      return this.lastKept;
    }
  },

  async start() {
    try {
      sound.mute(localStorage.getItem(mutedName) === 'yes');
    } catch {
      sound.mute(false);
    }
    try {
      this.machine = await loadMachine();
    } catch (error) {
      document.getElementById('loading')?.remove();
      this.say('refused', error.message, 'critical');
      return;
    }
    this.foldTime();
    listen();
    wire.find();
    this.recording = this.ownRecording();
    this.begin();
    this.last = performance.now();
    this.show();
    requestAnimationFrame((now) => this.frame(now));
  },
};

/** All texts of a screen that are good, to be minded or critical. */
function loudTexts(nodes) {
  return nodes.flatMap((node) => {
    if (node.t === 'group') return loudTexts(node.nodes ?? []);
    if (node.t === 'text' && toneWords[node.tone]) return [node];
    if (node.t === 'body') {
      return (node.alarms ?? []).map((each) => ({ text: wordsOf(each), tone: 'critical' }));
    }
    return [];
  });
}

function setText(id, words) {
  const place = document.getElementById(id);
  if (words && place.textContent !== words) place.textContent = words;
}

/** The fields of a form as they stand. */
function fieldsOf(form) {
  const fields = {};
  for (const each of form?.querySelectorAll('[data-field]') ?? []) {
    const name = each.dataset.field;
    if (each.type === 'checkbox') fields[name] = each.checked ? 'on' : 'off';
    else if (each.type !== 'radio') fields[name] = each.value;
    else if (each.checked) fields[name] = each.value;
    else fields[name] ??= '';
  }
  return fields;
}

const devices = new Set(['clinician', 'patient']);
const order = ['trace', 'clinician', 'patient', 'truth', 'bench', 'time'];

/** What had the keyboard is gone from the page. */
function isFocusLost() {
  const active = document.activeElement;
  return !active || active === document.body || !active.isConnected;
}

function paneOf(pane, { isTimeOpen, past, moment }) {
  const head = `pane-${pane.id}`;
  const screen = screenOf(pane, { past, moment });
  const inside = devices.has(pane.id)
    ? h('div', { class: 'case' }, h('div', { class: 'ear', 'aria-hidden': 'true' }), screen)
    : screen;
  const isTime = pane.id === 'time';
  const kind = devices.has(pane.id) ? 'device' : 'sheet';
  return h('section', {
    class: `pane ${kind} ${pane.id}${isTime && !isTimeOpen ? ' shut' : ''}`,
    id: `see-${pane.id}`, 'aria-labelledby': head, 'data-pane': pane.id,
  },
  h('div', { class: 'pane-head' },
    h('h2', { id: head }, pane.title),
    switchOf(pane.id, page.view.panes),
    isTime && h('button', {
      type: 'button', 'data-own': 'time', 'aria-expanded': String(isTimeOpen), key: 'open',
      'aria-label': isTimeOpen ? 'Fold the timeline' : 'Unfold the timeline',
    }, isTimeOpen ? 'Fold' : 'Unfold', h('span', { class: 'more' }, ' the timeline'))),
  inside);
}

const others = {
  clinician: ['patient', 'hand', 'To the patient’s handheld'],
  patient: ['clinician', 'hand', 'To the clinician’s handheld'],
  truth: ['bench', 'side', 'To the bench'],
  bench: ['truth', 'side', 'To the truth'],
};

/** Where two panes share a place, one leads to the other. */
function switchOf(id, panes) {
  const other = others[id];
  return other && panes.some((each) => each.id === other[0]) && h('button', {
    type: 'button', class: `switch of-${other[1]}`, 'data-see': other[0], key: 'switch',
  }, other[2]);
}

/** The worst of a pane, so that nothing critical stays behind a tab unseen. */
function worstOf(nodes) {
  const tones = loudTexts(nodes).map((each) => each.tone);
  return ['critical', 'warn'].find((each) => tones.includes(each)) ?? null;
}

function tabOf(pane) {
  const worst = worstOf(pane.screen.nodes);
  return h('button', { type: 'button', key: pane.id, 'data-see': pane.id },
    pane.title,
    worst && h('span', { class: 'badge', key: 'badge' }, toneMark(worst)));
}

function see(pane) {
  const { body } = document;
  body.dataset.pane = pane;
  if (devices.has(pane)) body.dataset.hand = pane;
  if (pane === 'truth' || pane === 'bench') body.dataset.side = pane;
  page.focusPane = pane;
  markTabs();
}

function markTabs() {
  for (const tab of document.querySelectorAll('#tabs button')) {
    if (tab.dataset.see === document.body.dataset.pane) tab.setAttribute('aria-current', 'true');
    else tab.removeAttribute('aria-current');
  }
}

/** A disabled action says why when it is tried. */
function press(button) {
  if (button.getAttribute('aria-disabled') === 'true') {
    const why = document.getElementById(button.getAttribute('aria-describedby'));
    page.announce(`Not possible: ${why?.textContent ?? ''}`);
    return;
  }
  page.focusPane = button.dataset.act.split('/')[0];
  if (button.dataset.act === 'trace/leave') page.leaveRecording();
  page.act(button.dataset.act);
}

const own = {
  list: () => { page.isListed = !page.isListed; },
  time: () => { page.isTimeOpen = !page.isTimeOpen; },
  hide: (button) => {
    if (button.dataset.about === 'problem') page.hidden = page.view?.problem;
    page.say(button.dataset.about, null);
  },
  leave: () => wire.leave(),
  take: () => wire.take(),
  'open-port': () => wire.open('port'),
  'open-pump': () => wire.open('pump'),
};

function clicked(event) {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.act) press(button);
  else if (button.dataset.see) {
    see(button.dataset.see);
    if (button.classList.contains('switch')) page.focusHead(button.dataset.see);
  } else if (button.dataset.seek) page.act('time/seek', { at: Number(button.dataset.seek) });
  else if (button.dataset.own) {
    own[button.dataset.own](button);
    if (page.view) page.drawPanes(page.view);
  }
}

/** A field that was left is handed over, unless its screen has gone meanwhile. */
function changed(event) {
  if (event.target.id === 'card') {
    wire.useCard(event.target.files[0]);
    return;
  }
  if (event.target.id === 'open') {
    page.openRecording(event.target.files[0]);
    // The same file can be chosen again after it has changed.
    event.target.value = '';
    return;
  }
  const form = event.target.closest('form[data-pane]');
  if (!form?.isConnected || !event.target.dataset.field) return;
  const pane = page.view.panes.find((each) => each.id === form.dataset.pane);
  if (pane?.screen.id !== form.dataset.screen) return;
  page.act(event.target.closest('[data-chosen]')?.dataset.chosen ?? `${pane.id}/typed`);
}

/** What follows a field in its group, else what its screen leads to. */
function nextAction(field) {
  const form = field.closest('form');
  const follows = (each) => field.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING;
  const inGroup = [...field.closest('.group')?.querySelectorAll('button[data-act]') ?? []].find(follows);
  return inGroup ?? form.querySelector('button.primary') ?? form.querySelector('.foot button');
}

/** Enter in a field does what the screen leads to. */
function pressedKey(event) {
  const { target } = event;
  if (target.id === 'track') {
    const at = momentByKey(target, event.key, event.shiftKey);
    if (at === null) return;
    event.preventDefault();
    page.seek = at;
    return;
  }
  if (event.key !== 'Enter' || !target.dataset?.field || target.tagName === 'SELECT') return;
  event.preventDefault();
  const next = nextAction(target);
  if (next) press(next);
}

function dragged(event) {
  const track = event.target.closest?.('#track');
  if (!track) return;
  track.focus();
  track.setPointerCapture(event.pointerId);
  const move = (each) => { page.seek = momentAt(track, each.clientX) ?? page.seek; };
  const end = () => {
    track.removeEventListener('pointermove', move);
    track.removeEventListener('pointerup', end);
    track.removeEventListener('pointercancel', end);
  };
  track.addEventListener('pointermove', move);
  track.addEventListener('pointerup', end);
  track.addEventListener('pointercancel', end);
  move(event);
}

/** The address for the moment that is shown goes to the clipboard, and into the address bar. */
async function copyLink() {
  if (!page.view?.fragment) {
    page.say('link', 'Too much was done in this life for a link: none was copied.');
    return;
  }
  history.replaceState(null, '', `#${page.view.fragment}`);
  // A gateway's token is a key to its line: it stays in the address bar, and goes into no link.
  const link = new URL(location.href);
  link.search = '';
  try {
    await navigator.clipboard.writeText(link.href);
    page.say('link', 'The link to this moment was copied; it stands in the address bar too.', 'good');
  } catch {
    page.say('link', 'The browser does not let this page copy; the link stands in the address bar.', 'good');
  }
  page.announce('The link to this moment stands in the address bar.');
}

function muted() {
  sound.mute(!sound.isMuted);
  if (!sound.isMuted) sound.allow();
  try {
    localStorage.setItem(mutedName, sound.isMuted ? 'yes' : 'no');
  } catch {
    page.announce('The browser does not keep that: it holds until the page is closed.');
  }
}

/** Nothing moves under a finger between its coming down and the click. */
function listenToPointer() {
  const desk = document.getElementById('desk');
  desk.addEventListener('pointerdown', (event) => {
    if (event.target.closest('#track')) dragged(event);
    else page.hold = performance.now() + 5000;
  });
  // The click comes right after the finger has gone up.
  document.addEventListener('pointerup', () => { page.hold = Math.min(page.hold, performance.now() + 50); });
  for (const each of ['click', 'pointercancel']) {
    document.addEventListener(each, () => { page.hold = 0; });
  }
}

function listen() {
  document.addEventListener('click', clicked);
  document.addEventListener('change', changed);
  document.addEventListener('keydown', pressedKey);
  document.addEventListener('submit', (event) => event.preventDefault());
  for (const each of ['pointerdown', 'keydown']) {
    document.addEventListener(each, () => { if (!sound.isMuted) sound.allow(); }, { capture: true });
  }
  listenToPointer();
  document.getElementById('mute').addEventListener('click', muted);
  document.getElementById('link').addEventListener('click', copyLink);
  document.getElementById('line').addEventListener('click', (event) => {
    const place = document.getElementById('wire');
    place.hidden = !place.hidden;
    event.currentTarget.setAttribute('aria-expanded', String(!place.hidden));
  });
  addEventListener('hashchange', () => {
    if (wire.door) wire.leave();
    page.begin();
    page.wake();
  });
  addEventListener('storage', (event) => {
    if (event.key !== keptName || event.newValue === null) return;
    page.guarded(() => page.restore(event.newValue, false));
    page.say('tabs', 'This page is open in another tab too. Each has a pump of its own; of both, what was '
      + 'done last is what is kept.');
  });
  addEventListener('beforeprint', () => {
    page.isListed = true;
    page.isTimeOpen = true;
    if (page.view) page.drawPanes(page.view);
  });
  addEventListener('pagehide', () => {
    if (!page.isStopped) page.keep(true);
  });
  setInterval(() => page.wake(), 1000);
}

window.pumplink = page.figures;
page.start();
