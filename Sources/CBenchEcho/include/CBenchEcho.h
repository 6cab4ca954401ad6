// What the benchmarks need from C: the least that two processes can do over a pty, a plain Ascon,
// and a count of heap allocations. Functions return 0 or a value that is not negative, or -errno.

#ifndef CBENCHECHO_H
#define CBENCHECHO_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#pragma clang assume_nonnull begin

// echo.c

/// A raw pty with blocking ends, both closed by exec.
int cbench_pty_open(int *master, int *slave);
/// Starts a child that reads `request` bytes from `master` and writes `reply` bytes back, for ever;
/// it dies with this process. `slave` is closed there. Returns the child's number.
pid_t cbench_echo_start(int master, int slave, size_t request, size_t reply);
/// Writes `request` bytes and reads `reply` bytes back, `count` times, with the time of each in ns.
int cbench_round_trips(int fd, size_t request, size_t reply, size_t count, uint64_t *nanoseconds);

// place.c

/// Keeps a process (0 for this one) on one of the processors this process could use at its start,
/// by its place among them, counted round.
int cbench_pin(pid_t process, unsigned place);
/// Gives this process back the processors it could use at its start.
int cbench_unpin(void);

// ascon.c

/// What a message is sealed under, besides itself.
typedef struct {
  uint8_t key[16];
  uint8_t nonce[16];
  size_t data_count;
  uint8_t data[16];
} cbench_ascon;

/// Ascon-AEAD128: seals `count` bytes in place and writes the 16 bytes of their tag.
void cbench_ascon_seal(const cbench_ascon *box, uint8_t *message, size_t count, uint8_t *tag);
/// Opens `count` bytes in place; 1 when the tag is theirs, otherwise 0 and nothing but zeros.
int cbench_ascon_open(
    const cbench_ascon *box, uint8_t *message, size_t count, const uint8_t *tag);

// heap.c

/// How often this thread asked the heap for memory; -1 where a sanitizer owns the heap.
int64_t cbench_allocations(void);

#pragma clang assume_nonnull end

#endif
