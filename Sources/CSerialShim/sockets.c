#define _GNU_SOURCE
#include "CSerialShim.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

// LiveName and UnixListener in SerialLink count on 107 usable bytes.
_Static_assert(sizeof(((struct sockaddr_un *)0)->sun_path) == 108, "sun_path");

enum { local_flags = SOCK_CLOEXEC | SOCK_NONBLOCK };

static int close_with(int fd, int code) {
  close(fd);
  return -code;
}

// A new socket, and the address of a socket file.
static int local_socket(struct sockaddr_un *address, const char *path, int type) {
  size_t length = strlen(path);
  if (length >= sizeof address->sun_path) {
    return -ENAMETOOLONG;
  }
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  memcpy(address->sun_path, path, length);
  int fd = socket(AF_UNIX, type | local_flags, 0);
  return fd < 0 ? -errno : fd;
}

int cserial_local_claim(const char *name, size_t length) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (length >= sizeof address.sun_path) {
    return -ENAMETOOLONG;
  }
  // The leading NUL is what makes the name abstract.
  memcpy(address.sun_path + 1, name, length);
  socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length);
  int fd = socket(AF_UNIX, SOCK_STREAM | local_flags, 0);
  if (fd < 0) {
    return -errno;
  }
  if (bind(fd, (struct sockaddr *)&address, size) != 0) {
    return close_with(fd, errno);
  }
  return fd;
}

int cserial_local_listen(const char *path, int backlog) {
  struct sockaddr_un address;
  int fd = local_socket(&address, path, SOCK_STREAM);
  if (fd < 0) {
    return fd;
  }
  // Linux gives the new node the mode of the socket, so it never exists with a wider one.
  if (fchmod(fd, S_IRUSR | S_IWUSR) != 0 ||
      bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, backlog) != 0) {
    return close_with(fd, errno);
  }
  return fd;
}

int cserial_local_connect(const char *path) {
  struct sockaddr_un address;
  int fd = local_socket(&address, path, SOCK_STREAM);
  if (fd < 0) {
    return fd;
  }
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
    return close_with(fd, errno);
  }
  return fd;
}

int cserial_local_send(const char *path, const uint8_t *bytes, size_t count) {
  struct sockaddr_un address;
  int fd = local_socket(&address, path, SOCK_DGRAM);
  if (fd < 0) {
    return fd;
  }
  ssize_t sent =
      sendto(fd, bytes, count, MSG_NOSIGNAL, (struct sockaddr *)&address, sizeof address);
  return close_with(fd, sent < 0 ? errno : 0);
}

int cserial_accept(int fd) {
  int connection = accept4(fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  return connection < 0 ? -errno : connection;
}

int cserial_socket_port(int fd) {
  struct sockaddr_storage address;
  socklen_t size = sizeof address;
  if (getsockname(fd, (struct sockaddr *)&address, &size) != 0) {
    return -errno;
  }
  switch (address.ss_family) {
  case AF_INET:
    return ntohs(((struct sockaddr_in *)&address)->sin_port);
  case AF_INET6:
    return ntohs(((struct sockaddr_in6 *)&address)->sin6_port);
  default:
    return -EAFNOSUPPORT;
  }
}
