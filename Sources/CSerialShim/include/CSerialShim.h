// The system calls that Swift cannot reach through its C library module, and nothing else.
//
// Every function returns 0 or a value that is not negative, or -errno. None of them prints,
// retries after a signal (EINTR is passed on), keeps state, or decides anything.

#ifndef CSERIALSHIM_H
#define CSERIALSHIM_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// pty.c: the pump's side of a pseudo-terminal.

/// A new non-blocking master with its slave unlocked. Returns the descriptor.
int cserial_pty_open_master(void);
/// Writes the slave's path, with its NUL, into `buffer`.
int cserial_pty_slave_path(int master, char *buffer, size_t capacity);

// tty.c: what a pseudo-terminal and a real port have in common.

/// Opens a terminal without waiting for a carrier and without making it the controlling terminal.
int cserial_tty_open(const char *path);
/// Eight data bits, no parity, one stop bit; no echo, no translation, no flow control.
int cserial_tty_set_raw(int fd);
/// One of the speeds the C library has a name for; -EINVAL for any other.
int cserial_tty_set_standard_baud(int fd, uint32_t baud);
/// 1 if the descriptor is the slave of a pseudo-terminal, 0 if not.
int cserial_tty_is_pty(int fd);
int cserial_tty_flush_input(int fd);
int cserial_tty_flush_output(int fd);
/// Ends a stop that somebody asked for with tcflow(3).
int cserial_tty_resume_output(int fd);
/// Waits, for as long as it takes, until everything written has left the port.
int cserial_tty_drain(int fd);
/// Holds the line in the break state for 0.25 to 0.5 s on a real port.
int cserial_tty_send_break(int fd);
/// Hands over what is typed byte by byte, not echoed; signals stay as they are. `found` receives
/// the settings as they were; its size is `cserial_tty_settings_size`.
int cserial_tty_take_keys(int fd, void *found);
/// Throws away what was typed, and hands over whole lines from here on, whether they end in LF or
/// CR, edited and echoed as `found` has it.
int cserial_tty_take_lines(int fd, const void *found);
/// Puts back the settings that were found.
int cserial_tty_restore(int fd, const void *found);

enum { cserial_tty_settings_size = 128 };

// baud.c: speeds without a name. Its header and <termios.h> exclude each other.

/// Any speed in bits per second, in both directions. -ENOTTY where termios2 is not forwarded.
int cserial_tty_set_custom_baud(int fd, uint32_t baud);
/// The output speed in bits per second. -ENOTTY where termios2 is not forwarded.
int cserial_tty_get_baud(int fd, uint32_t *baud);

// lines.c: modem lines and the kernel's own idea of exclusive use.

/// The lines as TIOCM_ bits. -ENOTTY if the port has none.
int cserial_lines_get(int fd, uint32_t *lines);
/// Raises the lines in `raise`, then lowers those in `lower`.
int cserial_lines_change(int fd, uint32_t raise, uint32_t lower);
/// 1 if TIOCEXCL is set on this terminal, 0 if not.
int cserial_exclusive_get(int fd);
int cserial_exclusive_clear(int fd);

// files.c

/// 0 if the lock was obtained; -EWOULDBLOCK if somebody else holds it.
int cserial_flock(int fd, int exclusive);
/// Gives the lock up now, also for a child that has the descriptor until its program runs.
void cserial_unlock(int fd);
/// A directory to resolve names against; no permission to read it is needed.
int cserial_directory_open(const char *path);

// sockets.c

/// Binds a name in the abstract namespace, which the kernel forgets with its holder.
int cserial_local_claim(const char *name, size_t length);
/// A listening, non-blocking socket at `path` with mode 0600. -ENAMETOOLONG above 107 bytes.
int cserial_local_listen(const char *path, int backlog);
/// A non-blocking connection to the socket at `path`.
int cserial_local_connect(const char *path);
/// Hands one datagram to the socket at `path`, without waiting. -ECONNREFUSED when nobody has it
/// open any more.
int cserial_local_send(const char *path, const uint8_t *bytes, size_t count);
/// The next waiting connection, non-blocking.
int cserial_accept(int fd);
/// The TCP port a socket is bound to.
int cserial_socket_port(int fd);

// signals.c

/// Blocks the given signals in this thread and returns a descriptor that reports them.
/// `previous` receives the old mask; its size is `cserial_signal_mask_size`.
int cserial_signals_open(const int *signals, size_t count, void *previous);
/// The number of the next signal, or -EAGAIN. `from_terminal` receives 1 if a terminal sent it, and
/// so to the programs that this one has started as well.
int cserial_signals_next(int fd, int *from_terminal);
int cserial_signals_restore(const void *previous);
/// A write to a closed pipe, or beyond the largest size of a file, ends itself and not the program.
int cserial_signals_ignore_writes(void);

enum { cserial_signal_mask_size = 128 };

/// A descriptor that is readable once somebody has written eight bytes of a number to it, until
/// they are read. It does not block.
int cserial_wakening_open(void);

// process.c: programs that are started and waited for.

/// Starts a program, looked for in PATH, with none of the signals blocked or ignored that are here.
/// `arguments` and `variables` are texts that each end in NUL, one behind the other. `input`,
/// `output` and `errors` become its standard streams; a negative one leaves this program's own.
/// With `apart` it gets a session of its own, which a terminal's Ctrl-C does not reach. Returns its
/// number.
int cserial_process_start(const char *program, const char *arguments, size_t arguments_length,
                          const char *variables, size_t variables_length, int input, int output,
                          int errors, int apart);
/// A descriptor that is readable once a child has ended.
int cserial_process_watch(int process);
/// How a child ended: its exit code, or 256 and the number of the signal that ended it. -EAGAIN
/// while it runs. It is gone then, and its number may be another's.
int cserial_process_end(int process);
int cserial_process_signal(int process, int signal);
/// Ends this program with SIGTERM when the one that started it, `parent`, is gone. -ESRCH if it is
/// gone already.
int cserial_process_end_with(int parent);
/// A variable of the environment as NAME=VALUE, by its place. NULL behind the last.
const char *_Nullable cserial_environment(size_t place);
/// Two ends of a local connection, of which the first does not block.
int cserial_socket_pair(int *near, int *far);

// udev.c: libudev with its memory rules made visible. What is returned with "+1" must be released.

struct udev;
struct udev_device;
struct udev_enumerate;
struct udev_list_entry;
struct udev_monitor;

/// +1. NULL when out of memory.
struct udev *_Nullable cserial_udev_new(void);
void cserial_udev_release(struct udev *udev);

/// +1 through `scan`. Finds devices by subsystem only: without a running udevd no device counts as
/// initialised, so asking for initialised ones would find nothing.
int cserial_udev_scan(struct udev *udev, const char *subsystem,
                      struct udev_enumerate *_Nullable *_Nonnull scan);
void cserial_udev_scan_release(struct udev_enumerate *scan);
struct udev_list_entry *_Nullable cserial_udev_scan_first(struct udev_enumerate *scan);
struct udev_list_entry *_Nullable cserial_udev_scan_next(struct udev_list_entry *entry);
const char *_Nullable cserial_udev_scan_path(struct udev_list_entry *entry);

/// +1. NULL if it is gone.
struct udev_device *_Nullable cserial_udev_device(struct udev *udev, const char *syspath);
void cserial_udev_device_release(struct udev_device *device);
const char *_Nullable cserial_udev_node(struct udev_device *device);
const char *_Nullable cserial_udev_name(struct udev_device *device);
const char *_Nullable cserial_udev_syspath(struct udev_device *device);
const char *_Nullable cserial_udev_action(struct udev_device *device);
const char *_Nullable cserial_udev_property(struct udev_device *device, const char *name);
const char *_Nullable cserial_udev_attribute(struct udev_device *device, const char *name);
/// Borrowed from the child. NULL if there is none.
struct udev_device *_Nullable cserial_udev_parent(struct udev_device *device);
struct udev_device *_Nullable cserial_udev_usb_parent(struct udev_device *device);

/// +1 through `monitor`. `source` is "udev" or "kernel".
int cserial_udev_monitor(struct udev *udev, const char *source, const char *subsystem,
                         struct udev_monitor *_Nullable *_Nonnull monitor);
void cserial_udev_monitor_release(struct udev_monitor *monitor);
int cserial_udev_monitor_descriptor(struct udev_monitor *monitor);
/// +1. NULL if nothing is waiting, and also after an event that the filter dropped.
struct udev_device *_Nullable cserial_udev_monitor_next(struct udev_monitor *monitor);

#pragma clang assume_nonnull end

/* Waits until all on the file system of an open folder is on its disk. */
int cserial_sync_disk(int fd);

/* As many descriptors as the system lets this user have. */
void cserial_raise_descriptors(void);

#endif
