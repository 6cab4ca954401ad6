// Alone in its file: <asm/termbits.h> declares the same names as <termios.h>, differently.
#include "CSerialShim.h"

#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <errno.h>
#include <sys/ioctl.h>

int cserial_tty_set_custom_baud(int fd, uint32_t baud) {
  struct termios2 settings;
  if (ioctl(fd, TCGETS2, &settings) != 0) {
    return -errno;
  }
  // No input bits means that the input speed follows the output speed.
  settings.c_cflag &= ~(tcflag_t)(CBAUD | CIBAUD);
  settings.c_cflag |= BOTHER;
  settings.c_ospeed = baud;
  settings.c_ispeed = baud;
  return ioctl(fd, TCSETS2, &settings) != 0 ? -errno : 0;
}

int cserial_tty_get_baud(int fd, uint32_t *baud) {
  struct termios2 settings;
  if (ioctl(fd, TCGETS2, &settings) != 0) {
    return -errno;
  }
  *baud = settings.c_ospeed;
  return 0;
}
