// What the board needs below Swift, on QEMU's mps2-an386: vectors, a clock of 1 ms, two serial
// ports, a watchdog, a pin for tones, and memory that is kept. What to change for another board is
// said in protocol-spec/board.md.
#include <stddef.h>
#include <stdint.h>

typedef volatile uint32_t Register;
typedef struct { Register data, state, control, interrupts, divisor; } Uart;
typedef struct { Register load, value, control, clear; } Watchdog;
typedef struct { Register control, load, value; } SysTick;
enum { SEND_FULL = 1, CAME = 2, OVERRUN = 8 };          // Uart.state
enum { SENDS = 1, RECEIVES = 2, SAYS_WHEN_CAME = 8 };   // Uart.control
enum { COUNTS = 1, RESETS = 2 };                        // Watchdog.control
enum { TICKS = 1, SAYS_WHEN_ZERO = 2, OF_PROCESSOR = 4 }; // SysTick.control
#define UARTS 2
static Uart *const uarts[UARTS] = {(Uart *)0x40004000, (Uart *)0x40005000};
#define WATCHDOG ((Watchdog *)0x40008000)
#define TONE_PIN (*(Register *)0x40028000)
#define SYSTICK ((SysTick *)0xE000E010)
#define INTERRUPTS (*(Register *)0xE000E100)
#define PENDING (*(Register *)0xE000ED04)
enum { TICK_WAITS = 1 << 26 };                          // PENDING
enum { CLOCK = 25000000, PATIENCE = 4 };                // Hz; s without progress
enum { PAINT = 0x5AFE57AC };

extern uint32_t stackTop, dataStart, dataEnd, dataSource, bssStart, bssEnd;
int main(int, char **);

// MARK: Lines: what comes is put into a ring; when that is full it waits in the port

enum { RING = 512 };
static struct { uint8_t bytes[RING]; volatile uint16_t head, tail; uint32_t errors; } lines[UARTS];

static void hear(unsigned line) {
  Uart *uart = uarts[line];
  uart->interrupts = 2;
  while (uart->state & CAME) {
    if ((uint16_t)(lines[line].head - lines[line].tail) == RING) {
      uart->control &= ~SAYS_WHEN_CAME;
      return;
    }
    lines[line].bytes[lines[line].head++ % RING] = (uint8_t)uart->data;
  }
}
static void hearPump(void) { hear(0); }
static void hearBench(void) { hear(1); }

int32_t board_receive(uint32_t line) {
  if (lines[line].tail == lines[line].head) return -1;
  uint8_t byte = lines[line].bytes[lines[line].tail++ % RING];
  if (!(uarts[line]->control & SAYS_WHEN_CAME)) {
    // A byte that waited does not say so again.
    __asm__ volatile("cpsid i" ::: "memory");
    uarts[line]->control |= SAYS_WHEN_CAME;
    hear(line);
    __asm__ volatile("cpsie i" ::: "memory");
  }
  return byte;
}
void board_send(uint32_t line, uint8_t byte) {
  while (uarts[line]->state & SEND_FULL);
  uarts[line]->data = byte;
}
uint32_t board_has_come(uint32_t line) { return lines[line].tail != lines[line].head; }
uint32_t board_errors(uint32_t line) {
  if (uarts[line]->state & OVERRUN) uarts[line]->state = OVERRUN, lines[line].errors++;
  return lines[line].errors;
}
void board_disturb(uint32_t line) { lines[line].errors++; }

// MARK: Time, sleep, tone

static volatile uint32_t milliseconds;
uint32_t board_milliseconds(void) { return milliseconds; }
uint32_t board_ticks_per_second(void) { return CLOCK; }
uint64_t board_ticks(void) {
  __asm__ volatile("cpsid i" ::: "memory");
  uint32_t left = SYSTICK->value, whole = milliseconds;
  // The clock began anew, and its interrupt waits: that ms is over too.
  if (PENDING & TICK_WAITS) left = SYSTICK->value, whole++;
  __asm__ volatile("cpsie i" ::: "memory");
  return (uint64_t)whole * (CLOCK / 1000) + (CLOCK / 1000 - 1 - left);
}
void board_wait(void) { __asm__ volatile("wfi"); }
void board_feed(void) { WATCHDOG->clear = 1; }
void board_tone(uint32_t isOn) { TONE_PIN = isOn; }
void board_stop_clock(void) { SYSTICK->control = 0; }
static void tick(void) { milliseconds++; }
static void fault(void) { for (;;); } // the watchdog starts the board anew

// MARK: Memory: room for the pump, what is kept, and the stack, painted to see what was used

__attribute__((aligned(16))) static uint8_t room[18432];
void *board_room(void) { return room; }
uint32_t board_room_bytes(void) { return sizeof room; }
__attribute__((section(".kept"))) static uint32_t kept[36 * 1024];
uint32_t *board_kept(void) { return kept; }
uint32_t board_kept_bytes(void) { return sizeof kept; }
uint32_t board_stack_room(void) { return (uint32_t)((uint8_t *)&stackTop - (uint8_t *)&bssEnd); }
uint32_t board_stack_used(void) {
  const uint32_t *place = &bssEnd;
  while (place < &stackTop && *place == PAINT) place++;
  return (uint32_t)((uint8_t *)&stackTop - (uint8_t *)place);
}

void reset(void) {
  for (uint32_t *from = &dataSource, *to = &dataStart; to < &dataEnd;) *to++ = *from++;
  for (uint32_t *to = &bssStart; to < &bssEnd;) *to++ = 0;
  uint32_t *here;
  __asm__ volatile("mov %0, sp" : "=r"(here));
  for (uint32_t *to = &bssEnd; to < here - 16;) *to++ = PAINT;
  for (unsigned line = 0; line < UARTS; line++) {
    uarts[line]->divisor = CLOCK / 115200;
    uarts[line]->control = SENDS | RECEIVES | SAYS_WHEN_CAME;
    INTERRUPTS = 1u << 2 * line;
  }
  SYSTICK->load = CLOCK / 1000 - 1;
  SYSTICK->value = 0;
  SYSTICK->control = TICKS | SAYS_WHEN_ZERO | OF_PROCESSOR;
  WATCHDOG->load = CLOCK * PATIENCE;
  WATCHDOG->control = COUNTS | RESETS;
  main(0, NULL);
  fault();
}
__attribute__((section(".vectors"), used)) void *const vectors[] = {
    &stackTop, reset, fault, fault, fault, fault, fault,    0,     0,         0, 0,
    fault,     fault, 0,     fault, tick,  hearPump, fault, hearBench,
};
