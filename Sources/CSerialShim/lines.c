#include "CSerialShim.h"

#include <errno.h>
#include <sys/ioctl.h>

// ModemLines in SerialLink has these as raw values.
_Static_assert(TIOCM_DTR == 0x002, "ModemLines.dataTerminalReady");
_Static_assert(TIOCM_RTS == 0x004, "ModemLines.requestToSend");
_Static_assert(TIOCM_CTS == 0x020, "ModemLines.clearToSend");
_Static_assert(TIOCM_CAR == 0x040, "ModemLines.carrierDetect");
_Static_assert(TIOCM_RNG == 0x080, "ModemLines.ringIndicator");
_Static_assert(TIOCM_DSR == 0x100, "ModemLines.dataSetReady");

int cserial_lines_get(int fd, uint32_t *lines) {
  int bits = 0;
  if (ioctl(fd, TIOCMGET, &bits) != 0) {
    return -errno;
  }
  *lines = (uint32_t)bits;
  return 0;
}

int cserial_lines_change(int fd, uint32_t raise, uint32_t lower) {
  int bits = (int)raise;
  if (bits != 0 && ioctl(fd, TIOCMBIS, &bits) != 0) {
    return -errno;
  }
  bits = (int)lower;
  if (bits != 0 && ioctl(fd, TIOCMBIC, &bits) != 0) {
    return -errno;
  }
  return 0;
}

int cserial_exclusive_get(int fd) {
  int exclusive = 0;
  return ioctl(fd, TIOCGEXCL, &exclusive) != 0 ? -errno : exclusive != 0;
}

int cserial_exclusive_clear(int fd) {
  return ioctl(fd, TIOCNXCL) != 0 ? -errno : 0;
}
