#include "CBenchEcho.h"

#include <string.h>

// Ascon-AEAD128 of NIST SP 800-232 as one writes it in C: whole words, five variables, no more.

typedef struct {
  uint64_t x[5];
} state;

static inline uint64_t turn(uint64_t word, int count) {
  return word >> count | word << (64 - count);
}

static inline void permute(state *s, int rounds) {
  uint64_t a = s->x[0], b = s->x[1], c = s->x[2], d = s->x[3], e = s->x[4];
  for (int round = 12 - rounds; round < 12; round++) {
    c ^= (uint64_t)(0xf0 - 0x0f * round);
    a ^= e;
    e ^= d;
    c ^= b;
    uint64_t t = a ^ (~b & c), u = b ^ (~c & d), v = c ^ (~d & e), w = d ^ (~e & a);
    e ^= ~a & b;
    u ^= t;
    t ^= e;
    w ^= v;
    v = ~v;
    a = t ^ turn(t, 19) ^ turn(t, 28);
    b = u ^ turn(u, 61) ^ turn(u, 39);
    c = v ^ turn(v, 1) ^ turn(v, 6);
    d = w ^ turn(w, 10) ^ turn(w, 17);
    e = e ^ turn(e, 7) ^ turn(e, 41);
  }
  s->x[0] = a, s->x[1] = b, s->x[2] = c, s->x[3] = d, s->x[4] = e;
}

// Words are little-endian, and so is every machine this is measured on.
static inline uint64_t load(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return word;
}

static inline void store(uint8_t *bytes, uint64_t word) { memcpy(bytes, &word, 8); }

static inline void absorb(state *s, const uint8_t *block) {
  s->x[0] ^= load(block);
  s->x[1] ^= load(block + 8);
}

static state start(const cbench_ascon *box) {
  const uint8_t *key = box->key, *data = box->data;
  const uint8_t *nonce = box->nonce;
  state s = {{0x00001000808c0001, load(key), load(key + 8), load(nonce), load(nonce + 8)}};
  permute(&s, 12);
  s.x[3] ^= load(key);
  s.x[4] ^= load(key + 8);
  size_t left = box->data_count;
  if (left > 0) {
    for (; left >= 16; left -= 16, data += 16) {
      absorb(&s, data);
      permute(&s, 8);
    }
    uint8_t last[16] = {0};
    memcpy(last, data, left);
    last[left] = 1;
    absorb(&s, last);
    permute(&s, 8);
  }
  s.x[4] ^= (uint64_t)1 << 63;
  return s;
}

static void finish(state *s, const uint8_t *key, uint8_t *tag) {
  s->x[2] ^= load(key);
  s->x[3] ^= load(key + 8);
  permute(s, 12);
  store(tag, s->x[3] ^ load(key));
  store(tag + 8, s->x[4] ^ load(key + 8));
}

void cbench_ascon_seal(const cbench_ascon *box, uint8_t *message, size_t count, uint8_t *tag) {
  state s = start(box);
  for (; count >= 16; count -= 16, message += 16) {
    absorb(&s, message);
    store(message, s.x[0]);
    store(message + 8, s.x[1]);
    permute(&s, 8);
  }
  uint8_t last[16] = {0};
  memcpy(last, message, count);
  last[count] = 1;
  absorb(&s, last);
  memcpy(message, s.x, count);
  finish(&s, box->key, tag);
}

int cbench_ascon_open(
    const cbench_ascon *box, uint8_t *message, size_t count, const uint8_t *tag) {
  state s = start(box);
  uint8_t *begin = message;
  size_t whole = count;
  for (; count >= 16; count -= 16, message += 16) {
    uint64_t low = load(message), high = load(message + 8);
    store(message, s.x[0] ^ low);
    store(message + 8, s.x[1] ^ high);
    s.x[0] = low, s.x[1] = high;
    permute(&s, 8);
  }
  uint8_t last[16] = {0}, rate[16], found[16];
  memcpy(rate, s.x, 16);
  for (size_t index = 0; index < count; index++) {
    last[index] = message[index] ^= rate[index];
  }
  last[count] = 1;
  absorb(&s, last);
  finish(&s, box->key, found);
  if ((load(found) ^ load(tag)) | (load(found + 8) ^ load(tag + 8))) {
    memset(begin, 0, whole);
    return 0;
  }
  return 1;
}
