// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, "CRC32".

#include "CChecksum.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <nmmintrin.h>
#include <string.h>

static bool is_there;

// Before main, so that no two threads look at once.
__attribute__((constructor)) static void look(void) {
  unsigned a, b, c, d;
  is_there = __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSE4_2) != 0;
}

__attribute__((target("sse4.2"))) static uint32_t updated(
    uint64_t value, const unsigned char *bytes, size_t count) {
  for (; count >= 8; count -= 8, bytes += 8) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    value = _mm_crc32_u64(value, word);
  }
  for (; count > 0; count--, bytes++) value = _mm_crc32_u8((uint32_t)value, *bytes);
  return (uint32_t)value;
}

bool cchecksum_update(uint32_t *value, const void *bytes, size_t count) {
  if (!is_there) return false;
  *value = updated(*value, bytes, count);
  return true;
}

#else

bool cchecksum_update(uint32_t *value, const void *bytes, size_t count) {
  (void)value;
  (void)bytes;
  (void)count;
  return false;
}

#endif
