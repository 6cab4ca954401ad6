// What Swift's runtime asks of a system, where there is none: the rest comes from wasi-libc.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Seeds of hash tables. They need not be secret here, and a page is to do the same every time.
void arc4random_buf(void *bytes, size_t count) { memset(bytes, 0x5A, count); }

// Nobody reads what is printed.
int putchar(int letter) { return letter; }

uintptr_t __stack_chk_guard = 0xB5A3C691u;
_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }
