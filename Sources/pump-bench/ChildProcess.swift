import Glibc
import SerialLink

/// A program that was started and does not outlive this value.
struct ChildProcess: ~Copyable {
  /// Its process number.
  let number: pid_t
  private var isRunning = true

  /// Takes over a child that runs already.
  init(adopting number: pid_t) { self.number = number }

  /// Starts a program whose standard output goes to a descriptor, or nowhere. It gets no input, no
  /// environment but the one given, and none of the signals that are blocked here.
  init(
    starting path: String, _ arguments: [String], environment: [String] = ["LANG=C.UTF-8"],
    output: Int32? = nil
  ) throws(SerialError) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    if let output {
      unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    } else {
      unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    let list = unsafe CStrings([path] + arguments)
    defer { unsafe list.free() }
    let variables = unsafe CStrings(environment)
    defer { unsafe variables.free() }
    var number: pid_t = 0
    let code = unsafe posix_spawn(
      &number, path, &actions, &attributes, list.pointers, variables.pointers)
    if code != 0 { throw SerialError(operation: "start", code: code, path: path) }
    self.number = number
  }

  deinit {
    guard isRunning else { return }
    _ = kill(number, SIGKILL)
    _ = Self.status(of: number)
  }

  /// Waits for the end and gives the exit code, or the negative signal number.
  consuming func wait() -> Int32 {
    isRunning = false
    let status = Self.status(of: number)
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : -signal
  }

  /// Asks it to end, and makes it end when it has not within two seconds.
  consuming func terminate() {
    _ = kill(number, SIGTERM)
    let end = MonotonicClock.milliseconds() + 2_000
    while MonotonicClock.milliseconds() < end {
      var status: Int32 = 0
      if unsafe waitpid(number, &status, WNOHANG) == number {
        isRunning = false
        return
      }
      usleep(1_000)
    }
  }

  private static func status(of number: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(number, &status, 0) < 0 && errno == EINTR {}
    return status
  }
}

/// A list of C strings that ends with a null pointer.
@unsafe
private struct CStrings {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) {
    unsafe pointers = strings.map { unsafe strdup($0) } + [nil]
  }

  func free() {
    unsafe pointers.forEach { unsafe Glibc.free($0) }
  }
}
