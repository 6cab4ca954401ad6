#define _GNU_SOURCE
#include "CSerialShim.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

int cserial_pty_open_master(void) {
  int fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) {
    return -errno;
  }
  if (grantpt(fd) != 0 || unlockpt(fd) != 0) {
    int code = errno;
    close(fd);
    return -code;
  }
  return fd;
}

int cserial_pty_slave_path(int master, char *buffer, size_t capacity) {
  // ptsname_r returns the error instead of setting errno.
  return -ptsname_r(master, buffer, capacity);
}
