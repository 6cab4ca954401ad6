// The machine behind the page: it decides everything. Text and bytes go in, a view comes out.

/** What a person is told where the machine cannot run, and what to do about it. */
class Refused extends Error {}

/** The machine of a page as assemble.py wrote it. */
async function packedMachine() {
  const packed = document.getElementById('machine').textContent;
  if (document.characterSet === 'windows-1252') return packed;
  // A server said another charset than the page, so its bytes became other letters: they are read anew.
  const bytes = await fetch(location.href).then((page) => page.arrayBuffer(), () => new ArrayBuffer(0));
  const page = new TextDecoder('windows-1252').decode(bytes);
  return new DOMParser().parseFromString(page, 'text/html').getElementById('machine')?.textContent ?? packed;
}

/** The machine of this file, unpacked, compiled and ready to be started. */
async function loadMachine() {
  if (typeof WebAssembly !== 'object') {
    throw new Refused('This browser does not run WebAssembly, or was told not to. The pump of this page '
      + 'is a WebAssembly program, so nothing runs. Open the file in another browser, or allow it here.');
  }
  const packed = await packedMachine();
  if (!packed || packed.startsWith('{{')) {
    throw new Refused('There is no pump in this file: it was cut short or put together without one. '
      + 'Make it again (make page), or take a fresh copy.');
  }
  let code;
  try {
    code = unpacked(packed);
  } catch (error) {
    throw new Refused(`The pump in this file cannot be unpacked (${error.message}): the file is damaged. `
      + 'Take a fresh copy.');
  }
  try {
    const { instance } = await WebAssembly.instantiate(code, { env: {} });
    return new Machine(instance.exports);
  } catch (error) {
    throw new Refused(`The browser refuses to run the pump of this page (${error.message}). Nothing runs. `
      + 'A policy of the browser or of the server may forbid WebAssembly: open the file from a folder, or '
      + 'in another browser.');
  }
}

class Machine {
  constructor(exports) {
    this.exports = exports;
    this.encoder = new TextEncoder();
    this.decoder = new TextDecoder();
    this.version = null;
  }

  start(fragment) { this.give('pl_start', this.encoder.encode(fragment)); }

  /** Looks at a recording, at the place that stands behind the # of the address. */
  look(bytes, fragment) {
    const head = this.encoder.encode(`${fragment}\n`);
    const both = new Uint8Array(head.length + bytes.length);
    both.set(head);
    both.set(bytes, head.length);
    this.give('pl_trace', both);
  }

  restore(text) { this.give('pl_restore', this.encoder.encode(text)); }

  /** Whether this machine can keep a life over a reload. */
  get keeps() { return Boolean(this.exports.pl_kept && this.exports.pl_restore); }

  act(text) { this.give('pl_act', this.encoder.encode(text)); }

  /** So much real time went by; the machine takes at most a second at once. */
  pass(ms) { this.exports.pl_pass(ms); }

  /** Bytes of a line for the handheld of the page, or for its pump. */
  hear(bytes, isForPump) { this.give(isForPump ? 'pl_pump_hear' : 'pl_hear', bytes); }

  /** Bytes that wait to be sent on a line; empty for none. */
  take(isOfPump) {
    const name = isOfPump ? 'pl_pump_take' : 'pl_take';
    if (!this.exports[name]) return new Uint8Array(0);
    const place = this.exports[name]() >>> 0;
    const size = this.exports.pl_size();
    return new Uint8Array(this.exports.memory.buffer, place, size).slice();
  }

  /** Whether this machine can be on a line of a door. */
  reaches(door) {
    const { exports } = this;
    const needs = door === 'pump' ? ['pl_pump_take', 'pl_pump_hear'] : ['pl_take', 'pl_hear'];
    return needs.every((name) => name in exports);
  }

  /** Text to be kept over a reload; empty for nothing new. */
  kept() { return this.keeps ? this.text(this.exports.pl_kept()) : ''; }

  /** The view, if it is another than the one last asked for. */
  view() {
    const version = this.exports.pl_version();
    if (version === this.version) return null;
    this.version = version;
    return JSON.parse(this.text(this.exports.pl_view()));
  }

  text(place) {
    const size = this.exports.pl_size();
    if (size === 0) return '';
    return this.decoder.decode(new Uint8Array(this.exports.memory.buffer, place >>> 0, size));
  }

  give(name, bytes) {
    if (!this.exports[name]) return;
    const place = this.exports.pl_room(bytes.length) >>> 0;
    new Uint8Array(this.exports.memory.buffer, place, bytes.length).set(bytes);
    this.exports[name](bytes.length);
  }
}

/** The text of an act: its name, then a field a line. What is on several lines becomes one. */
function actText(name, fields) {
  const lines = Object.entries(fields).map(([each, value]) =>
    `${each}=${String(value).replace(/\r\n|[\n\r]/g, ' ')}`);
  return [name, ...lines].join('\n');
}
