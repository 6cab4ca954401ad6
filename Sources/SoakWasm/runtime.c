#include <stddef.h>
#include <stdint.h>

/* What Embedded Swift wants of a system beside libc. */

/* Chance, of which there is none: a hash table is the same in every run. */
void arc4random_buf(void *bytes, size_t count) {
  uint8_t *next = bytes;
  while (count-- > 0) *next++ = 7;
}

/* Somewhere to print to, which nothing does. */
int putchar(int character) { return character; }

/* What stands behind a function's arrays, and what is done when it was written over. */
uintptr_t __stack_chk_guard = 0x2545F491;

_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }
