// A live line, where the page came from a gateway: bytes go between it and the machine, nothing else.

const doors = {
  port: {
    name: 'Use the pump on the port',
    what: 'The handheld of this page talks to the pump behind the gateway’s port.',
  },
  pump: {
    name: 'Lend this page’s pump to a programmer outside',
    what: 'A programmer finds the pump of this page at the gateway’s link.',
  },
};

/** What a gateway says, or fails to, that keeps bytes from going on. */
const troubles = new Set(['gone', 'lost', 'away', 'held', 'dropped', 'ending', 'misunderstood']);

const wire = {
  token: null, offered: [], door: null, socket: null, state: 'none', words: '', wait: 500,
  timer: null, card: '',

  /** Only a page that a gateway served has a token, and with it a line; it may say which of the two. */
  find() {
    if (!location.protocol.startsWith('http')) return;
    const asked = new URLSearchParams(location.search);
    this.token = asked.get('token');
    const only = asked.get('door');
    this.offered = Object.keys(doors)
      .filter((door) => (!only || door === only) && page.machine.reaches(door));
    if (!this.token || this.offered.length === 0) return;
    document.getElementById('line').hidden = false;
    this.show();
  },

  open(door) {
    this.close();
    this.door = door;
    this.connect();
  },

  connect() {
    const address = new URL(`/${this.door}`, location.href);
    address.protocol = location.protocol.replace('http', 'ws');
    address.search = `?token=${encodeURIComponent(this.token)}`;
    address.hash = '';
    this.tell('calling', 'The gateway is being called.');
    const socket = new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.opened(socket);
    socket.onmessage = (event) => this.came(socket, event.data);
    socket.onclose = () => this.closed(socket);
    this.socket = socket;
  },

  /** What the machine wanted to send while there was no line is old: it is thrown away, and said. */
  opened(socket) {
    if (socket !== this.socket) return;
    this.wait = 500;
    const old = page.guarded(() => page.machine.take(this.door === 'pump').length) ?? 0;
    const thrown = old > 0 ? ` ${old} bytes from before were thrown away, and are not sent again.` : '';
    this.tell('gateway', `The gateway answers.${thrown}`);
  },

  came(socket, data) {
    if (socket !== this.socket) return;
    if (typeof data !== 'string') {
      if (page.isStopped) return;
      page.guarded(() => {
        page.machine.hear(new Uint8Array(data), this.door === 'pump');
        this.send();
      });
      page.wake();
      return;
    }
    let event;
    try {
      event = JSON.parse(data);
    } catch {
      const words = 'The gateway said something that is no JSON; it was passed over.';
      event = { event: 'misunderstood', words };
    }
    this.tell(String(event.event), String(event.words ?? event.event));
  },

  closed(socket) {
    if (socket !== this.socket) return;
    this.socket = null;
    const seconds = this.wait / 1000;
    this.tell('gone', 'The gateway does not answer; the pump’s therapy goes on. It is called again in '
      + `${seconds} s.`);
    this.timer = setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(8000, this.wait * 2);
  },

  /** Ends the line for good; the machine is told, for it waits for nothing from it any more. */
  close() {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    if (socket) socket.close();
    if (this.door) {
      this.door = null;
      this.tell('left', 'The line was left; the page’s own pump and handheld are connected again.');
    }
  },

  leave() {
    this.close();
    this.show();
  },

  /** Sends what waits, in messages that a gateway takes; what does not fit yet waits in the machine. */
  send() {
    const socket = this.socket;
    if (!socket || socket.readyState !== WebSocket.OPEN || socket.bufferedAmount > 65_536) return;
    const bytes = page.machine.take(this.door === 'pump');
    // An order is kept before it leaves: whoever opens the page again is to ask what became of it.
    if (bytes.length > 0 && this.door === 'port') page.keep(true);
    for (let from = 0; from < bytes.length; from += 32_768) {
      socket.send(bytes.subarray(from, from + 32_768));
    }
  },

  /** The machine and the person hear what became of the line. */
  tell(state, words) {
    const isNew = state !== this.state;
    this.state = state;
    this.words = words;
    page.act('page/line', { event: state, door: this.door ?? '', words });
    if (isNew) page.announce(words);
    this.show();
  },

  /** Takes a line that another client has left. */
  take() {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send('{"take":true}');
  },

  /** The card's text goes to the machine and nowhere else; its lines end in U+2028 on the way. */
  async useCard(file) {
    if (!file) return;
    if (file.size > 65_536) {
      this.card = `${file.name} is no card: it is larger than any card is. Nothing was read from it.`;
    } else {
      try {
        const text = await file.text();
        // A handheld's numbers begin where nobody can foresee.
        const entropy = [...crypto.getRandomValues(new Uint8Array(16))]
          .map((byte) => byte.toString(16).padStart(2, '0')).join('');
        page.act('clinician/card', { entropy, text: text.replace(/\r\n|[\n\r]/g, '\u2028') });
        this.card = `${file.name} was handed to the handheld of this page; it says there whether it fits.`;
      } catch (error) {
        this.card = `${file.name} cannot be read (${error.message}). Choose it again.`;
      }
    }
    this.show();
  },

  show() {
    const tone = troubles.has(this.state) ? 'warn' : 'plain';
    const button = (own, label, props) =>
      h('button', { type: 'button', 'data-own': own, key: own, ...props }, label);
    draw(document.getElementById('wire'), [
      h('h2', null, 'Live line'),
      this.words && h('p', { class: `text ${tone}` }, toneMark(tone), h('span', null, this.words)),
      this.door
        ? h('div', { class: 'acts', key: 'open' },
          button('leave', 'Leave the line'),
          ['free', 'held'].includes(this.state) && button('take', 'Take the line when it is free'))
        : h('div', { class: 'acts', key: 'shut' }, this.offered.map((door) =>
          h('div', { class: 'act', key: door },
            button(`open-${door}`, doors[door].name, { class: 'primary' }),
            h('p', { class: 'why' }, doors[door].what)))),
      this.door === 'port' && h('div', { class: 'field', key: 'card' },
        h('label', { for: 'card' }, 'Card file of that pump'),
        h('input', { id: 'card', type: 'file', accept: '.json,application/json' }),
        h('p', { class: 'hint' }, 'Its keys stay in this page; they never go to the gateway.'),
        this.card && h('p', { class: 'text plain', key: 'told' }, this.card)),
    ]);
  },
};
