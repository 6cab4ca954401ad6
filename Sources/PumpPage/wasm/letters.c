// What Swift's strings ask about letters, answered for those that occur: ASCII, and signs that are
// one letter each. The answers for all of Unicode are tables of 75 KB. Here letters with the same
// look are other letters where their bytes are, and beyond ASCII there is no case. Tests/Browser
// holds the answers for what occurs to the tables.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static bool is_between(uint32_t letter, char first, char last) {
  return letter >= (uint32_t)first && letter <= (uint32_t)last;
}

// Properties as the tables have them, a bit each, without those that nobody asks after.
static const uint64_t capital = 0xC8001240088F, small = 0xC001124008B2, digit = 0x400002410000,
                      space = 0x201000000000;

uint64_t _swift_stdlib_getBinaryProperties(uint32_t letter) {
  if (is_between(letter, 'A', 'Z')) return capital;
  // Two signs for micro are letters like others.
  if (is_between(letter, 'a', 'z') || letter == 0xB5 || letter == 0x3BC) return small;
  if (is_between(letter, '0', '9')) return digit;
  return letter == ' ' || is_between(letter, '\t', '\r') ? space : 0;
}

// Of 0 capital, 1 small and 2 capital at the beginning: how far the other letter is.
int32_t _swift_stdlib_getMapping(uint32_t letter, uint8_t other) {
  if (other == 1) return is_between(letter, 'A', 'Z') ? 'a' - 'A' : 0;
  return is_between(letter, 'a', 'z') ? 'A' - 'a' : 0;
}

const uint8_t *_swift_stdlib_getSpecialMapping(uint32_t letter, uint8_t other, ptrdiff_t *count) {
  (void)letter, (void)other;
  *count = 0;
  return NULL;
}

// 2 is a decimal digit.
uint8_t _swift_stdlib_getNumericType(uint32_t letter) {
  return is_between(letter, '0', '9') ? 2 : UINT8_MAX;
}

// 0 stands by itself; all others are characters of their own, too.
uint8_t _swift_stdlib_getGraphemeBreakProperty(uint32_t letter) {
  return letter < ' ' || letter == 0x7F ? 0 : UINT8_MAX;
}

bool _swift_stdlib_isExtendedPictographic(uint32_t letter) { return (void)letter, false; }
bool _swift_stdlib_isInCB_Consonant(uint32_t letter) { return (void)letter, false; }

// No letter is made of others.
uint16_t _swift_stdlib_getNormData(uint32_t letter) { return (void)letter, 0; }
uint32_t _swift_stdlib_getDecompositionEntry(uint32_t letter) { return (void)letter, 0; }
uint32_t _swift_stdlib_getComposition(uint32_t letter, uint32_t next) {
  return (void)letter, (void)next, UINT32_MAX;
}
static const uint8_t nothing[1];
const uint8_t *const _swift_stdlib_nfd_decompositions = nothing;
