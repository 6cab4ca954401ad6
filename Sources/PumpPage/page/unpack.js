// Unpacks the machine as assemble.py packed it: its size, its CRC-32 and, a letter a byte, a stream of LZMA
// (lc 3, lp 0, pb 0, without a header), which is a third shorter than what browsers unpack by themselves.

/** The bytes of a text that assemble.py wrote; throws where they are not what was packed. */
function unpacked(text) {
  const [head, size, check] = /^(\d+) (\w+) /.exec(text) ?? [''];
  const bytes = new Inflow(bytesOf(text, head.length)).take(Number(size));
  if (crc32(bytes) !== parseInt(check, 16)) throw new Error('it is not what was packed');
  return bytes;
}

/** The bytes from a place on: in windows-1252 each is a letter, though not always the one of that number. */
function bytesOf(text, start) {
  const letters = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  const values = new Uint8Array(0x10000);
  for (let byte = 0; byte < 256; byte++) values[letters.charCodeAt(byte)] = byte;
  const bytes = new Uint8Array(text.length - start);
  let end = 0;
  for (let place = start; place < text.length; place++) {
    const byte = values[text.charCodeAt(place)];
    // Those that HTML would not leave as they are stand behind a mark.
    bytes[end++] = byte === 0x3D ? values[text.charCodeAt(++place)] ^ 0x40 : byte;
  }
  return bytes.subarray(0, end);
}

function crc32(bytes) {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    for (let turn = 0; turn < 8; turn++) byte = byte & 1 ? byte >>> 1 ^ 0xEDB88320 : byte >>> 1;
    return byte;
  });
  let sum = -1;
  for (const byte of bytes) sum = sum >>> 8 ^ table[(sum ^ byte) & 0xFF];
  return ~sum >>> 0;
}

/** A range decoder, and what LZMA makes of its bits. Each bit has odds of its own, which it moves. */
class Inflow {
  constructor(bytes) {
    this.bytes = bytes;
    this.place = 5;
    this.range = 0xFFFFFFFF;
    this.code = new DataView(bytes.buffer).getUint32(1);
    this.odds = new Uint16Array(Inflow.literal + 8 * 0x300).fill(1024);
  }

  // Where the odds of each kind of bit begin; those that depend on the state are twelve.
  static isMatch = 0;

  static isAgain = 12;

  static isOther = 24;

  static isThird = 36;

  static isFourth = 48;

  static isLong = 60;

  static slot = 72;

  static far = Inflow.slot + 4 * 64;

  static near = Inflow.far + 16;

  static length = Inflow.near + 115;

  static lengthAgain = Inflow.length + 274;

  static literal = Inflow.lengthAgain + 274;

  refill() {
    if (this.range >= 0x1000000) return;
    this.range = this.range << 8 >>> 0;
    this.code = (this.code << 8 | this.bytes[this.place++]) >>> 0;
  }

  bit(kind) {
    const odds = this.odds[kind];
    const bound = (this.range >>> 11) * odds;
    const isOne = this.code >= bound;
    if (isOne) {
      this.range -= bound;
      this.code -= bound;
      this.odds[kind] = odds - (odds >>> 5);
    } else {
      this.range = bound;
      this.odds[kind] = odds + (2048 - odds >>> 5);
    }
    this.refill();
    return isOne ? 1 : 0;
  }

  /** A number of so many bits, the highest first. */
  number(kind, count) {
    let number = 1;
    while (number < 1 << count) number = number << 1 | this.bit(kind + number);
    return number - (1 << count);
  }

  /** A number of so many bits, the lowest first. */
  mirrored(kind, count) {
    let number = 0;
    for (let turn = 0, node = 1; turn < count; turn++) {
      const bit = this.bit(kind + node);
      node = node << 1 | bit;
      number |= bit << turn;
    }
    return number;
  }

  /** A number whose bits are as likely as not. */
  even(count) {
    let number = 0;
    for (let turn = 0; turn < count; turn++) {
      this.range >>>= 1;
      const isOne = this.code >= this.range;
      if (isOne) this.code -= this.range;
      number = number << 1 | isOne;
      this.refill();
    }
    return number;
  }

  /** How many bytes more than two are repeated. */
  count(kind) {
    if (!this.bit(kind)) return this.number(kind + 2, 3);
    if (!this.bit(kind + 1)) return 8 + this.number(kind + 10, 3);
    return 16 + this.number(kind + 18, 8);
  }

  /** How far back they lie, less one. */
  distance(count) {
    const slot = this.number(Inflow.slot + 64 * Math.min(count, 3), 6);
    if (slot < 4) return slot;
    const more = (slot >> 1) - 1;
    const start = (2 | slot & 1) << more;
    if (slot < 14) return start + this.mirrored(Inflow.near + start - slot, more);
    return start + (this.even(more - 4) << 4) + this.mirrored(Inflow.far, 4);
  }

  /** Which of the last four distances it is again; -1 for the last one and a single byte. */
  which(state) {
    if (!this.bit(Inflow.isOther + state)) return this.bit(Inflow.isLong + state) - 1;
    return this.bit(Inflow.isThird + state) ? 2 + this.bit(Inflow.isFourth + state) : 1;
  }

  /** A byte; `like` is the one at the last distance, or nothing when what was before was a byte too. */
  byte(before, like) {
    const kind = Inflow.literal + 0x300 * (before >> 5);
    let byte = 1;
    for (let mask = like; mask !== undefined && byte < 0x100;) {
      const bit = this.bit(kind + 0x100 + (mask << 1 & 0x100) + byte);
      byte = byte << 1 | bit;
      mask = (mask >> 7 & 1) === bit ? mask << 1 & 0xFF : undefined;
    }
    while (byte < 0x100) byte = byte << 1 | this.bit(kind + byte);
    return byte & 0xFF;
  }

  /** So many bytes as they were. */
  take(size) {
    const out = new Uint8Array(size);
    let back = [0, 0, 0, 0];
    for (let end = 0, state = 0; end < size;) {
      if (!this.bit(Inflow.isMatch + state)) {
        out[end] = this.byte(out[end - 1] ?? 0, state < 7 ? undefined : out[end - back[0] - 1]);
        end += 1;
        state = state < 4 ? 0 : state - (state < 10 ? 3 : 6);
        continue;
      }
      let count = -1;
      if (!this.bit(Inflow.isAgain + state)) {
        count = this.count(Inflow.length);
        back = [this.distance(count), back[0], back[1], back[2]];
        state = state < 7 ? 7 : 10;
      } else {
        const which = this.which(state);
        if (which >= 0) {
          count = this.count(Inflow.lengthAgain);
          back.unshift(...back.splice(which, 1));
        }
        state = state < 7 ? (which < 0 ? 9 : 8) : 11;
      }
      for (const start = end; end < Math.min(size, start + count + 2); end++) {
        out[end] = out[end - back[0] - 1];
      }
    }
    return out;
  }
}
