// What a compiler takes from a C library and from a library of its own, on a board that has none.
#include <stddef.h>
#include <stdint.h>

// MARK: Copying

void *memmove(void *to, const void *from, size_t count) {
  uint8_t *t = to;
  const uint8_t *f = from;
  if (t <= f)
    while (count--) *t++ = *f++;
  else
    while (count--) t[count] = f[count];
  return to;
}
void *memcpy(void *to, const void *from, size_t count) { return memmove(to, from, count); }
void *memset(void *to, int value, size_t count) {
  for (uint8_t *t = to; count--;) *t++ = (uint8_t)value;
  return to;
}
int memcmp(const void *left, const void *right, size_t count) {
  for (const uint8_t *l = left, *r = right; count--; l++, r++)
    if (*l != *r) return *l - *r;
  return 0;
}
void __aeabi_memmove(void *t, const void *f, size_t n) { memmove(t, f, n); }
void __aeabi_memcpy(void *t, const void *f, size_t n) { memmove(t, f, n); }
void __aeabi_memset(void *t, size_t n, int value) { memset(t, value, n); }
void __aeabi_memclr(void *t, size_t n) { memset(t, 0, n); }
#define SAME(name, as) __typeof__(as) name __attribute__((alias(#as)))
SAME(__aeabi_memmove4, __aeabi_memmove);
SAME(__aeabi_memmove8, __aeabi_memmove);
SAME(__aeabi_memcpy4, __aeabi_memcpy);
SAME(__aeabi_memcpy8, __aeabi_memcpy);
SAME(__aeabi_memset4, __aeabi_memset);
SAME(__aeabi_memset8, __aeabi_memset);
SAME(__aeabi_memclr4, __aeabi_memclr);
SAME(__aeabi_memclr8, __aeabi_memclr);

uintptr_t __stack_chk_guard = 0x5AFE57AC;
void __stack_chk_fail(void) { for (;;); }

// MARK: Division of 64 bits, and its register convention

__attribute__((noinline)) uint64_t divide(uint64_t over, uint64_t by, uint64_t *rest) {
  uint64_t quotient = 0, left = 0;
  for (int bit = over ? 63 - __builtin_clzll(over) : -1; bit >= 0; bit--) {
    left = left << 1 | (over >> bit & 1);
    if (left >= by) left -= by, quotient |= 1ull << bit;
  }
  *rest = left;
  return quotient;
}
int64_t divideSigned(int64_t over, int64_t by, int64_t *rest) {
  uint64_t left;
  uint64_t quotient = divide(over < 0 ? -(uint64_t)over : (uint64_t)over,
                             by < 0 ? -(uint64_t)by : (uint64_t)by, &left);
  *rest = over < 0 ? -(int64_t)left : (int64_t)left;
  return (over < 0) != (by < 0) ? -(int64_t)quotient : (int64_t)quotient;
}
#define DIVISION(name, by)                                                                    \
  __attribute__((naked)) void name(void) {                                                    \
    __asm__("push {r4, lr}\n sub sp, #16\n add r4, sp, #8\n str r4, [sp]\n bl " #by "\n"      \
            "ldr r2, [sp, #8]\n ldr r3, [sp, #12]\n add sp, #16\n pop {r4, pc}");             \
  }
DIVISION(__aeabi_uldivmod, divide)
DIVISION(__aeabi_ldivmod, divideSigned)
uint64_t __aeabi_llsl(uint64_t value, int by) {
  uint32_t low = (uint32_t)value, high = (uint32_t)(value >> 32);
  if (by >= 32) return (uint64_t)(low << (by - 32)) << 32;
  return by ? (uint64_t)(high << by | low >> (32 - by)) << 32 | low << by : value;
}
uint64_t __aeabi_llsr(uint64_t value, int by) {
  uint32_t low = (uint32_t)value, high = (uint32_t)(value >> 32);
  if (by >= 32) return high >> (by - 32);
  return by ? (uint64_t)(high >> by) << 32 | (low >> by | high << (32 - by)) : value;
}
