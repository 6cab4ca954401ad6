// What the board needs below Swift: vectors, a clock of 1 ms, the serial port, room for the pump,
// and what the compiler takes from a C library that is not there.
#include <stddef.h>
#include <stdint.h>

extern uint32_t stackTop, dataStart, dataEnd, dataSource, bssStart, bssEnd;
int main(int, char **);

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

uint64_t divide(uint64_t over, uint64_t by, uint64_t *rest) {
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

// MARK: Hardware

#define UART ((volatile uint32_t *)0x40004000)
static volatile uint32_t milliseconds;
static uint8_t received[512];
static volatile uint16_t head, tail;
uint32_t board_milliseconds(void) { return milliseconds; }
int32_t board_receive(void) { return tail == head ? -1 : received[tail++ & 511]; }
void board_send(uint8_t byte) {
  while (UART[1] & 1);
  UART[0] = byte;
}
void board_wait(void) { __asm__ volatile("wfi"); }

// The pump and its hardware, which Swift places here, and the flash of its memory.
__attribute__((aligned(16))) static uint8_t room[14336];
void *board_room(void) { return room; }
uint32_t board_room_bytes(void) { return sizeof room; }
__attribute__((section(".flash"))) static uint8_t flash[4096 + 32 * 4096];
uint8_t *board_flash(void) { return flash; }

static void tick(void) { milliseconds++; }
static void hear(void) {
  for (; UART[1] & 2; head++) received[head & 511] = (uint8_t)UART[0];
  UART[3] = 2;
}
static void fault(void) { for (;;); }
void reset(void) {
  for (uint32_t *from = &dataSource, *to = &dataStart; to < &dataEnd;) *to++ = *from++;
  for (uint32_t *to = &bssStart; to < &bssEnd;) *to++ = 0;
  UART[4] = 16;
  UART[2] = 1 | 2 | 8;                              // sends, receives, and says so
  *(volatile uint32_t *)0xE000E100 = 1;             // the port's interrupt
  ((volatile uint32_t *)0xE000E010)[1] = 25000 - 1; // 25 MHz
  ((volatile uint32_t *)0xE000E010)[2] = 0;
  ((volatile uint32_t *)0xE000E010)[0] = 7;
  main(0, NULL);
  fault();
}
__attribute__((section(".vectors"), used)) void *const vectors[] = {
    &stackTop, reset, fault, fault, fault, fault, fault, 0,    0,
    0,         0,     fault, fault, 0,     fault, tick,  hear,
};
