// The pump's tones: sounded after a person's first deed, and always shown.

const sound = {
  context: null,
  isMuted: false,
  until: 0,
  heard: null,

  /** Browsers let a page sound only after a person did something in it. */
  allow() {
    if (this.context || typeof AudioContext === 'undefined') return;
    try {
      this.context = new AudioContext();
    } catch {
      this.context = null;
    }
  },

  /** Sounds and shows what the machine counted since it was last asked; the louder of the two. */
  follow(counts) {
    const before = this.heard;
    this.heard = { ...counts };
    if (!before) return;
    if (counts.two_tone > before.two_tone) this.play('two_tone');
    else if (counts.single > before.single) this.play('single');
  },

  play(name) {
    const now = performance.now();
    const isLouder = name === 'two_tone' && this.playing !== 'two_tone';
    if (now < this.until && !isLouder) return;
    this.playing = name;
    const seconds = name === 'two_tone' ? 3 : 1;
    this.until = now + seconds * 1000;
    this.show(name, seconds);
    if (this.isMuted || this.context?.state !== 'running') return;
    const at = this.context.currentTime;
    if (name === 'single') this.beep(880, at, 1);
    else for (let each = 0; each < 6; each += 1) this.beep(each % 2 ? 660 : 990, at + each / 2, 0.5);
  },

  beep(hertz, at, seconds) {
    const tone = this.context.createOscillator();
    const gain = this.context.createGain();
    tone.frequency.value = hertz;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.12, at + 0.02);
    gain.gain.setValueAtTime(0.12, at + seconds - 0.03);
    gain.gain.linearRampToValueAtTime(0, at + seconds);
    tone.connect(gain).connect(this.context.destination);
    tone.start(at);
    tone.stop(at + seconds);
  },

  /** Who hears nothing sees it: a word and a pulse for as long as the tone lasts. */
  show(name, seconds) {
    const place = document.getElementById('tone');
    place.hidden = false;
    place.className = `tone ${name === 'two_tone' ? 'critical' : 'warn'}`;
    const muted = this.isMuted ? ' (muted)' : '';
    place.textContent = (name === 'two_tone' ? 'Two-tone alarm sounds' : 'Single tone sounds') + muted;
    if (name === 'two_tone') page.announce('The pump sounds its two-tone alarm.', true);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { place.hidden = true; }, seconds * 1000 + 1000);
  },

  mute(isMuted) {
    this.isMuted = isMuted;
    const button = document.getElementById('mute');
    button.setAttribute('aria-pressed', String(isMuted));
    if (isMuted && this.context) {
      this.context.close();
      this.context = null;
    }
  },
};
