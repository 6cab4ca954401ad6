#define _GNU_SOURCE
#include "CSerialShim.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

_Static_assert(sizeof(sigset_t) <= cserial_signal_mask_size, "mask storage");

int cserial_signals_open(const int *signals, size_t count, void *previous) {
  sigset_t mask;
  sigemptyset(&mask);
  for (size_t index = 0; index < count; index++) {
    if (sigaddset(&mask, signals[index]) != 0) {
      return -errno;
    }
  }
  // Blocked first: a signal that arrives in between waits for the descriptor.
  sigset_t old;
  int code = pthread_sigmask(SIG_BLOCK, &mask, &old);
  if (code != 0) {
    return -code;
  }
  int fd = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
  if (fd < 0) {
    code = errno;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return -code;
  }
  memcpy(previous, &old, sizeof old);
  return fd;
}

int cserial_signals_next(int fd, int *from_terminal) {
  struct signalfd_siginfo info;
  ssize_t count = read(fd, &info, sizeof info);
  if (count < 0) {
    return -errno;
  }
  *from_terminal = info.ssi_code == SI_KERNEL;
  return count == sizeof info ? (int)info.ssi_signo : -EIO;
}

int cserial_signals_restore(const void *previous) {
  sigset_t mask;
  memcpy(&mask, previous, sizeof mask);
  return -pthread_sigmask(SIG_SETMASK, &mask, NULL);
}

int cserial_signals_ignore_writes(void) {
  if (signal(SIGPIPE, SIG_IGN) == SIG_ERR || signal(SIGXFSZ, SIG_IGN) == SIG_ERR) {
    return -errno;
  }
  return 0;
}

int cserial_wakening_open(void) {
  int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  return fd < 0 ? -errno : fd;
}
