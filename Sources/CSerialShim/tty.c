#define _GNU_SOURCE
#include "CSerialShim.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

_Static_assert(sizeof(struct termios) <= cserial_tty_settings_size, "settings storage");

int cserial_tty_open(const char *path) {
  int fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  return fd < 0 ? -errno : fd;
}

int cserial_tty_set_raw(int fd) {
  struct termios settings;
  if (tcgetattr(fd, &settings) != 0) {
    return -errno;
  }
  cfmakeraw(&settings);
  // cfmakeraw leaves these as it finds them.
  settings.c_iflag &= ~(tcflag_t)(IXOFF | IXANY | INPCK | IUCLC);
  settings.c_cflag &= ~(tcflag_t)(CSTOPB | CRTSCTS);
  settings.c_cflag |= CLOCAL | CREAD;
  // With VMIN at 0 a read finds nothing and returns 0, which would look like a hang-up.
  settings.c_cc[VMIN] = 1;
  settings.c_cc[VTIME] = 0;
  return tcsetattr(fd, TCSANOW, &settings) != 0 ? -errno : 0;
}

int cserial_tty_set_standard_baud(int fd, uint32_t baud) {
  // cfsetspeed takes speeds and B constants alike: 13 would mean 9600, and 0 a hang-up.
  if (baud < 50 || (baud >= B57600 && baud <= B4000000)) {
    return -EINVAL;
  }
  struct termios settings;
  if (tcgetattr(fd, &settings) != 0) {
    return -errno;
  }
  if (cfsetspeed(&settings, baud) != 0) {
    return -errno;
  }
  // A separate input speed, left by an earlier program, would survive cfsetspeed.
  settings.c_cflag &= ~(tcflag_t)CIBAUD;
  return tcsetattr(fd, TCSANOW, &settings) != 0 ? -errno : 0;
}

int cserial_tty_is_pty(int fd) {
  struct stat status;
  if (fstat(fd, &status) != 0) {
    return -errno;
  }
  // Documented majors of Unix98 slaves.
  return S_ISCHR(status.st_mode) && major(status.st_rdev) >= 136 && major(status.st_rdev) <= 143;
}

int cserial_tty_flush_input(int fd) {
  return tcflush(fd, TCIFLUSH) != 0 ? -errno : 0;
}

int cserial_tty_flush_output(int fd) {
  return tcflush(fd, TCOFLUSH) != 0 ? -errno : 0;
}

int cserial_tty_resume_output(int fd) {
  return tcflow(fd, TCOON) != 0 ? -errno : 0;
}

int cserial_tty_drain(int fd) {
  return tcdrain(fd) != 0 ? -errno : 0;
}

int cserial_tty_send_break(int fd) {
  return tcsendbreak(fd, 0) != 0 ? -errno : 0;
}

int cserial_tty_take_keys(int fd, void *found) {
  struct termios settings;
  if (tcgetattr(fd, &settings) != 0) {
    return -errno;
  }
  memcpy(found, &settings, sizeof settings);
  settings.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
  settings.c_cc[VMIN] = 1;
  settings.c_cc[VTIME] = 0;
  return tcsetattr(fd, TCSANOW, &settings) != 0 ? -errno : 0;
}

int cserial_tty_take_lines(int fd, const void *found) {
  struct termios settings;
  memcpy(&settings, found, sizeof settings);
  settings.c_iflag &= ~(tcflag_t)(IGNCR | INLCR);
  settings.c_iflag |= ICRNL;
  settings.c_lflag |= ICANON | ISIG;
  return tcsetattr(fd, TCSAFLUSH, &settings) != 0 ? -errno : 0;
}

int cserial_tty_restore(int fd, const void *found) {
  struct termios settings;
  memcpy(&settings, found, sizeof settings);
  return tcsetattr(fd, TCSANOW, &settings) != 0 ? -errno : 0;
}
