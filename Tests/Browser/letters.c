// Says what Swift's strings are told of the letters whose numbers come in, a line each.
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

uint64_t _swift_stdlib_getBinaryProperties(uint32_t letter);
int32_t _swift_stdlib_getMapping(uint32_t letter, uint8_t other);
uint8_t _swift_stdlib_getNumericType(uint32_t letter);
uint8_t _swift_stdlib_getGraphemeBreakProperty(uint32_t letter);
bool _swift_stdlib_isExtendedPictographic(uint32_t letter);
bool _swift_stdlib_isInCB_Consonant(uint32_t letter);
uint16_t _swift_stdlib_getNormData(uint32_t letter);
uint32_t _swift_stdlib_getComposition(uint32_t letter, uint32_t next);

int main(void) {
  uint32_t letter;
  while (scanf("%" SCNu32, &letter) == 1) {
    printf("%" PRIu32 " %" PRIu64, letter, _swift_stdlib_getBinaryProperties(letter));
    for (uint8_t other = 0; other < 3; other++) {
      printf(" %" PRId32, _swift_stdlib_getMapping(letter, other));
    }
    printf(" %d", _swift_stdlib_getNumericType(letter));
    printf(" %d", _swift_stdlib_getGraphemeBreakProperty(letter));
    printf(" %d", _swift_stdlib_isExtendedPictographic(letter));
    printf(" %d", _swift_stdlib_isInCB_Consonant(letter));
    printf(" %d", _swift_stdlib_getNormData(letter));
    printf(" %" PRIu32 "\n", _swift_stdlib_getComposition(letter, 'A'));
  }
}
