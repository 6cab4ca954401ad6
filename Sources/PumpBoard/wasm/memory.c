// The memory of the board as WebAssembly: what the board's start-up has beside its registers.
#include <stdint.h>

__attribute__((aligned(16))) static uint8_t room[32768];
static uint32_t kept[36 * 1024];
void *board_room(void) { return room; }
uint32_t board_room_bytes(void) { return sizeof room; }
uint32_t *board_kept(void) { return kept; }
uint32_t board_kept_bytes(void) { return sizeof kept; }
// The stack is the engine's.
uint32_t board_stack_room(void) { return 0; }
uint32_t board_stack_used(void) { return 0; }

uintptr_t __stack_chk_guard = 0x5AFE57AC;
_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }

int __main_argc_argv(int, char **);
__attribute__((export_name("run"))) void run(void) { __main_argc_argv(0, 0); }
