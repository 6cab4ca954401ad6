#define _GNU_SOURCE
#include "CBenchEcho.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

// A frame is at most 256 bytes.
enum { capacity = 256 };

int cbench_pty_open(int *master, int *slave) {
  struct termios settings;
  memset(&settings, 0, sizeof settings);
  cfmakeraw(&settings);
  settings.c_cflag |= CS8 | CREAD | CLOCAL;
  settings.c_cc[VMIN] = 1;
  if (openpty(master, slave, NULL, &settings, NULL) != 0) {
    return -errno;
  }
  if (fcntl(*master, F_SETFD, FD_CLOEXEC) != 0 || fcntl(*slave, F_SETFD, FD_CLOEXEC) != 0) {
    int code = errno;
    close(*master);
    close(*slave);
    return -code;
  }
  return 0;
}

static int read_all(int fd, char *bytes, size_t count) {
  for (size_t done = 0; done < count;) {
    ssize_t result = read(fd, bytes + done, count - done);
    if (result < 0 && errno == EINTR) {
      continue;
    }
    if (result <= 0) {
      return result == 0 ? -EIO : -errno;
    }
    done += (size_t)result;
  }
  return 0;
}

static int write_all(int fd, const char *bytes, size_t count) {
  for (size_t done = 0; done < count;) {
    ssize_t result = write(fd, bytes + done, count - done);
    if (result < 0 && errno == EINTR) {
      continue;
    }
    if (result < 0) {
      return -errno;
    }
    done += (size_t)result;
  }
  return 0;
}

pid_t cbench_echo_start(int master, int slave, size_t request, size_t reply) {
  if (request > capacity || reply > capacity) {
    return -EINVAL;
  }
  pid_t parent = getpid();
  pid_t child = fork();
  if (child != 0) {
    return child < 0 ? -errno : child;
  }
  char bytes[capacity] = {0};
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // The parent may have died before the line above.
  if (getppid() != parent) {
    _exit(0);
  }
  close(slave);
  while (read_all(master, bytes, request) == 0 && write_all(master, bytes, reply) == 0) {
  }
  _exit(0);
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

int cbench_round_trips(int fd, size_t request, size_t reply, size_t count, uint64_t *nanoseconds) {
  char bytes[capacity] = {0};
  if (request > capacity || reply > capacity) {
    return -EINVAL;
  }
  for (size_t index = 0; index < count; index++) {
    uint64_t start = now();
    int code = write_all(fd, bytes, request);
    if (code == 0) {
      code = read_all(fd, bytes, reply);
    }
    if (code != 0) {
      return code;
    }
    nanoseconds[index] = now() - start;
  }
  return 0;
}
