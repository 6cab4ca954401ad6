// A stand-in for the machine, for tests of what draws: the same exports, views that show every kind of node.
// It is put before the page's own script and answers WebAssembly.instantiate.
(() => {
  const day = 86_400_000;
  const state = {
    t: 2 * day + 51_000_000, rate: 60, version: 1, screen: 'home', dose: '200 mcg/day', error: null, strokes: 4711,
    head: 'away', acts: [], passed: [], single: 0, two_tone: 0, busy: null, fragment: '', problem: null, seek: null,
    kept: '', restored: null, heard: [], out: [], patientScreen: 'status', done: null, extra: [], fault: '', many: 0,
  };
  const clock = (at) => `day ${Math.floor(at / day) + 1}, ${new Date(at).toISOString().slice(11, 16)}`;

  const clinician = {
    home: () => ({
      title: 'Review', nodes: [
        { t: 'facts', big: true, rows: [
          { label: 'Dose', value: '180', unit: 'mcg/day' }, { label: 'Reservoir', value: '11.4', unit: 'mL', note: 'by the pump’s counter' },
        ] },
        { t: 'facts', rows: [
          { label: 'Pump', value: 'PL-20', note: 'serial 100234' }, { label: 'Mode', value: 'day schedule' },
          { label: 'Concentration', value: '500', unit: 'mcg/mL' }, { label: 'Refill by', value: '14 March', tone: 'warn', note: 'low-reservoir alarm' },
          { label: 'Battery', value: 'good', tone: 'good', note: '61 months to replacement' },
        ] },
        { t: 'day', label: 'Day schedule', unit: 'mcg/h', most: 14, now: [], new: [
          { m: 0, v: 5, words: '00:00 5 mcg/h' }, { m: 360, v: 12, words: '06:00 12 mcg/h' }, { m: 1080, v: 7, words: '18:00 7 mcg/h' }] },
        { t: 'text', tone: 'quiet', text: 'Read at 14:10 from the pump. Choose what this visit is for.' },
        { t: 'action', id: 'refill', label: 'Refill only', kind: 'primary' }, { t: 'action', id: 'adjust', label: 'Adjust the dose', kind: 'plain' },
        { t: 'action', id: 'implant', label: 'Implant', kind: 'plain', why: 'This pump is implanted already.' },
        { t: 'action', id: 'stop', label: 'Stop the pump', kind: 'danger' },
      ],
    }),
    adjust: () => ({
      title: 'Adjust the dose', back: 'home', nodes: [
        { t: 'field', id: 'dose', label: 'Daily dose', value: state.dose, placeholder: '200 mcg/day', hint: 'A number with its unit.', error: state.error, inputmode: 'text' },
        { t: 'action', id: 'below', label: 'Below the field', kind: 'plain' },
        { t: 'choice', id: 'mode', label: 'Mode', value: 'steady', options: [{ id: 'steady', label: 'Steady', note: 'the same flow all day' }, { id: 'day', label: 'Day schedule', note: 'up to 13 steps' }] },
        { t: 'check', id: 'week', label: 'Weekends differ', on: false },
        { t: 'progress', label: 'Trial in the pump', share: 400 },
        { t: 'action', id: 'next', label: 'Show old and new', kind: 'primary' },
      ],
    }),
    finish: () => ({
      title: 'Old and new', back: 'adjust', nodes: [
        { t: 'text', tone: 'warn', text: 'More than the largest step of this drug: +20 %. Type the new total to consent.' },
        { t: 'compare', heads: ['now', 'new'], rows: [
          { label: 'Total in 24 h', now: '180 mcg', new: '220 mcg', differs: true }, { label: 'Mode', now: 'day schedule', new: 'steady', differs: true },
          { label: 'Concentration', now: '500 mcg/mL', new: '500 mcg/mL', differs: false }, { label: 'Most in any 24 h', now: '182 mcg', new: '220 mcg', differs: true },
          { label: 'At the catheter’s tip', now: 'since 3 March', new: 'in 14 h 20 min', differs: true }] },
        { t: 'day', label: 'Every day', unit: 'mcg/h', most: 14, now: [{ m: 0, v: 5, words: '00:00 5 mcg/h' }, { m: 360, v: 12, words: '06:00 12' }, { m: 1080, v: 7, words: '18:00 7' }], new: [{ m: 0, v: 9, words: '00:00 9 mcg/h' }] },
        { t: 'table', caption: 'The week', heads: ['Day', 'Now', 'New'], rows: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((each) => [each, '180 mcg', '220 mcg']), tones: [] },
        { t: 'field', id: 'total', label: 'New total in 24 h', value: '', placeholder: '… mcg', hint: 'Type it with its unit.', error: null },
        { t: 'action', id: 'update', label: 'Update the pump', kind: 'primary' },
        { t: 'action', id: 'home', label: 'Leave all as it is', kind: 'plain' },
      ],
    }),
    done: () => ({
      title: 'Updated', nodes: [
        { t: 'text', tone: 'good', text: 'Done: the pump gives 220 mcg/day from now on, and was read back.' },
        { t: 'text', tone: 'plain', text: 'Until the new flow reaches the tip, in 14 h 20 min, the patient still gets the old one.' },
        { t: 'action', id: 'home', label: 'Back to the review', kind: 'primary' }],
    }),
  };

  const patient = () => ({
    id: state.patientScreen, title: 'My pump', nodes: [
      { t: 'facts', big: true, rows: [{ label: 'Pump', value: 'runs', tone: 'good' }, { label: 'Refill in', value: '41', unit: 'days' }] },
      ...(state.alarm ? [{ t: 'text', tone: 'critical', text: state.alarm }] : []),
      { t: 'text', tone: 'plain', text: 'An extra dose is not allowed for another 2 h.' },
      { t: 'action', id: 'bolus', label: 'Ask for an extra dose', kind: 'primary', why: 'The pump allows the next one at 16:20.' },
    ],
  });

  const truth = () => ({
    id: 'truth', title: 'In the body', nodes: [
      { t: 'body', head: state.head, reservoir: { nl: 11_400_000 - state.strokes * 100, of: 20_000_000, words: '10.9 mL of 20 mL', tone: 'plain' },
        residual: '1.4 mL below a syringe’s reach', rotor: { strokes: state.strokes, words: `${state.strokes} strokes made, all commanded`, turns: true },
        power: true, implanted: true, patient: { words: 'walks with a stick; legs’ Ashworth 2' }, alarms: state.alarm ? [state.alarm] : [],
        path: [{ nl: 122_000, strength: 0, words: '122 µL without drug' }, { nl: 60_000, strength: 2000, words: '60 µL at 2000 mcg/mL' }, { nl: 90_000, strength: 500, words: '90 µL at 500 mcg/mL' }] },
      { t: 'curve', label: 'Ashworth, legs', unit: '0 to 4', words: 'From 3.4 at implant down to 2 on day 6.', x: [0, 14], y: [0, 4],
        lanes: [{ name: 'legs', points: [[0, 3], [1, 3], [2, 3], [4, 2], [6, 2], [10, 2], [14, 2]] }, { name: 'arms', points: [[0, 2], [3, 2], [6, 1], [14, 1]] }],
        marks: [{ x: 2, words: 'day 3: dose raised', tone: 'plain' }, { x: 9, words: 'day 10: low reservoir', tone: 'warn' }], goal: { y: 2, words: 'goal: 2 or below' }, xwords: [[0, 'day 1'], [7, 'day 8'], [14, 'day 15']] },
      { t: 'table', caption: 'Programmed against received', heads: ['Span', 'Programmed', 'At the tip'], rows: [['last 24 h', '180.0 mcg', '179.9 mcg'], ['last 7 days', '1,260 mcg', '1,258 mcg']], tones: ['plain', 'warn'] },
    ],
  });

  const bench = () => ({
    id: 'bench', title: 'On the bench', nodes: [
      { t: 'group', label: 'Faults of the pump', nodes: [
        { t: 'choice', id: 'fault', label: 'Unit and kind', value: state.fault, options: ['none', 'motor stalls', 'motor slips', 'battery sags', 'memory rots', 'clock stops', 'tone is mute', 'sensor sticks', 'leak', 'occlusion'].map((each) => ({ id: each, label: each })) },
        { t: 'action', id: 'inject', label: 'Put it in', kind: 'plain' }, { t: 'action', id: 'clear', label: 'Take all away', kind: 'plain', why: 'There is none.' }] },
      { t: 'group', label: 'Line', nodes: [{ t: 'choice', id: 'line', label: 'What it does', value: 'clean', options: [{ id: 'clean', label: 'carries all' }, { id: 'torn', label: 'is torn' }] }, { t: 'check', id: 'power', label: 'Power is on', on: true }] },
      { t: 'group', label: 'Syringe', nodes: [{ t: 'field', id: 'fill', label: 'Fill in', value: '', placeholder: '18 mL' }, { t: 'action', id: 'draw', label: 'Empty it', kind: 'plain' }, { t: 'action', id: 'push', label: 'Fill', kind: 'primary' }] },
      ...state.extra],
  });

  const time = () => ({
    id: state.seek === null ? 'time' : 'past', title: 'Time', nodes: [
      { t: 'timeline', from: 0, to: 14 * day, now: state.t, head: state.seek ?? state.t, words: clock(state.seek ?? state.t), lanes: [
        { name: 'visits', marks: [{ at: 0, words: 'implanted', tone: 'good' }, { at: 2 * day, words: 'dose raised to 180 mcg/day', tone: 'plain' }], spans: [] },
        { name: 'alarms', marks: [{ at: 1.4 * day, words: 'low reservoir', tone: 'warn' }, { at: 1.9 * day, words: 'motor stalled', tone: 'critical' }], spans: [{ from: 1.9 * day, to: 2.1 * day, words: 'no delivery', tone: 'critical' }] },
        { name: 'frames', marks: [...Array(60).keys()].map((each) => ({ at: each * 2_000_000, words: `frame ${each}`, tone: 'quiet' })), spans: [] }] },
      { t: 'action', id: 'hold', label: 'Hold', kind: 'plain' }, { t: 'action', id: 'run', label: 'Run an hour a minute', kind: 'primary' },
      { t: 'action', id: 'next', label: 'Until the next event', kind: 'plain' },
      { t: 'log', rows: [...Array(40 + state.many).keys()].reverse().map((each) => ({ at: each * 3_600_000, words: `event ${each}`, tone: each % 17 === 16 ? 'warn' : 'plain', act: each % 5 ? undefined : `time/frame-${each}`, fields: each === 40 ? [['seal', 'sealed'], ['bytes', '00 2a']] : [] })) },
    ],
  });

  const view = () => ({
    notice: 'Fictional pump, for engineering, testing and teaching. No medical device.', title: 'At home on a steady dose',
    moment: clock(state.seek ?? state.t), past: state.seek !== null && state.seek < state.t,
    panes: [
      { id: 'clinician', title: 'Clinician', screen: { id: state.screen, busy: state.busy ?? undefined, ...clinician[state.screen]() } },
      { id: 'patient', title: 'Patient', screen: patient() }, { id: 'truth', title: 'Truth', screen: truth() },
      { id: 'bench', title: 'Bench', screen: bench() }, { id: 'time', title: 'Timeline', screen: time() }],
    tone: { single: state.single, two_tone: state.two_tone }, fragment: `t=${state.t}`, problem: state.problem,
  });

  const act = (text) => {
    const [name, ...lines] = text.split('\n');
    const fields = Object.fromEntries(lines.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]));
    state.acts.push({ name, fields });
    state.version += 1;
    const to = { 'clinician/adjust': 'adjust', 'clinician/home': 'home', 'clinician/update': 'done' }[name];
    if (name.startsWith('clinician/')) state.error = name === 'clinician/typed' ? state.wrong ?? null : null;
    if (to) state.screen = to;
    if (name === 'clinician/below') state.error = state.wrong ?? null;
    if (name === 'clinician/next') {
      state.dose = fields.dose;
      if (/^\d+ mcg\/day$/.test(fields.dose)) state.screen = 'finish';
      else state.error = 'That is no dose: give a number and its unit, such as 200 mcg/day.';
    }
    if (name === 'time/seek') state.seek = Number(fields.at);
    if (name === 'time/run' || name === 'time/live') state.seek = null;
    if (name === 'clinician/typed') state.kept = `dose=${fields.dose}`;
  };

  const memory = new WebAssembly.Memory({ initial: 64 });
  let size = 0;
  let room = 0;
  const put = (text) => {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    size = bytes.length;
    new Uint8Array(memory.buffer, 65_536, size).set(bytes);
    return 65_536;
  };
  const given = (n) => new Uint8Array(memory.buffer, room, n).slice();
  const words = (n) => new TextDecoder().decode(given(n));
  const exports = {
    memory,
    pl_room: () => { room = 2_097_152; return room; },
    pl_start: (n) => {
      state.fragment = words(n);
      state.problem = state.fragment.includes('broken') ? 'The link cannot be read: “broken” is nothing this page knows. A new life was begun instead.' : null;
      state.version += 1;
    },
    pl_act: (n) => act(words(n)),
    pl_hear: (n) => {
      if (state.deaf) throw new WebAssembly.RuntimeError('unreachable');
      state.heard.push([...given(n)]);
    },
    pl_pump_hear: (n) => state.heard.push([...given(n)]),
    pl_restore: (n) => { state.restored = words(n); state.version += 1; },
    pl_pass: (ms) => {
      if (state.trap) throw new WebAssembly.RuntimeError('unreachable');
      if (state.passed.length < 5000) state.passed.push(ms);
      state.t += ms * state.rate * (state.seek === null ? 1 : 0);
      state.strokes += 1;
      state.version += 1;
    },
    pl_view: () => put(JSON.stringify(view())),
    pl_size: () => size,
    pl_version: () => state.version,
    pl_take: () => { const bytes = Uint8Array.from(state.out.shift() ?? []); return put(bytes); },
    pl_pump_take: () => put(new Uint8Array(0)),
    pl_kept: () => { const text = state.kept; state.kept = ''; return put(text); },
  };
  window.mock = state;
  WebAssembly.instantiate = async () => ({ instance: { exports } });
})();
