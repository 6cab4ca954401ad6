#define _GNU_SOURCE
#include "CSerialShim.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/// The addresses of texts that each end in NUL, and a NULL behind them.
static char **list_texts(const char *texts, size_t length) {
  size_t count = 0;
  for (size_t index = 0; index < length; index++) {
    count += texts[index] == 0;
  }
  char **list = calloc(count + 1, sizeof *list);
  if (list == NULL) {
    return NULL;
  }
  size_t start = 0;
  for (size_t item = 0; item < count; item++) {
    list[item] = (char *)texts + start;
    start += strlen(texts + start) + 1;
  }
  return list;
}

static int set_up(posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, int input,
                  int output, int errors, int apart) {
  sigset_t none;
  sigset_t usual;
  sigemptyset(&none);
  sigemptyset(&usual);
  sigaddset(&usual, SIGPIPE);
  sigaddset(&usual, SIGXFSZ);
  int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (apart ? POSIX_SPAWN_SETSID : 0);
  int code = posix_spawnattr_setsigmask(attributes, &none);
  code = code ? code : posix_spawnattr_setsigdefault(attributes, &usual);
  code = code ? code : posix_spawnattr_setflags(attributes, (short)flags);
  if (input >= 0 && code == 0) {
    code = posix_spawn_file_actions_adddup2(actions, input, STDIN_FILENO);
  }
  if (output >= 0 && code == 0) {
    code = posix_spawn_file_actions_adddup2(actions, output, STDOUT_FILENO);
  }
  if (errors >= 0 && code == 0) {
    code = posix_spawn_file_actions_adddup2(actions, errors, STDERR_FILENO);
  }
  return code;
}

int cserial_process_start(const char *program, const char *arguments, size_t arguments_length,
                          const char *variables, size_t variables_length, int input, int output,
                          int errors, int apart) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  char **words = list_texts(arguments, arguments_length);
  char **environment = list_texts(variables, variables_length);
  pid_t process = 0;
  int code = words == NULL || environment == NULL ? ENOMEM : 0;
  if (code == 0) {
    // With its ends ignored, how a child ended could not be asked for.
    signal(SIGCHLD, SIG_DFL);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    code = set_up(&actions, &attributes, input, output, errors, apart);
    code = code ? code : posix_spawnp(&process, program, &actions, &attributes, words, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
  }
  free(words);
  free(environment);
  return code ? -code : process;
}

int cserial_process_watch(int process) {
  int fd = pidfd_open(process, 0);
  return fd < 0 ? -errno : fd;
}

int cserial_process_end(int process) {
  int status = 0;
  pid_t found = waitpid(process, &status, WNOHANG);
  if (found == 0) {
    return -EAGAIN;
  }
  if (found < 0) {
    return -errno;
  }
  return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
}

int cserial_process_signal(int process, int signal) {
  return kill(process, signal) == 0 ? 0 : -errno;
}

int cserial_process_end_with(int parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0) {
    return -errno;
  }
  return getppid() == parent ? 0 : -ESRCH;
}

const char *cserial_environment(size_t place) {
  for (size_t index = 0; environ != NULL && environ[index] != NULL; index++) {
    if (index == place) {
      return environ[index];
    }
  }
  return NULL;
}

int cserial_socket_pair(int *near, int *far) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return -errno;
  }
  // Only this end: what a program does with its standard input is its own affair.
  if (fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) {
    int code = errno;
    close(ends[0]);
    close(ends[1]);
    return -code;
  }
  *near = ends[0];
  *far = ends[1];
  return 0;
}
