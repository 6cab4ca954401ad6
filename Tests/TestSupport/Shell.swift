import Glibc

/// Programs of this project, run as a person types them.
public enum Shell {
  /// How a program ended, and what it said.
  public struct Exit: Sendable {
    /// Its exit code, as a shell tells it.
    public let code: Int32
    /// What it said on standard error, and on standard output where that was not redirected.
    public let words: String
  }

  /// Runs a program of this project, built along with the tests and so beside them, with words and
  /// redirections as they are typed.
  public static func run(_ program: String, _ words: String) -> Exit {
    let path = "\"$(dirname \"$(readlink /proc/\(getpid())/exe)\")/\(program)\""
    let command = "{ \(path) \(words)\n} 2>&1"
    guard let pipe = unsafe opened(command) else { return Exit(code: -1, words: "no shell") }
    var bytes: [UInt8] = []
    while case let byte = unsafe fgetc(pipe), byte != EOF {
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
    let status = unsafe pclose(pipe)
    // The exit status is in the second byte, if the low one, the signal, is 0.
    return Exit(
      code: status & 0x7f == 0 ? status >> 8 & 0xff : -status,
      words: String(decoding: bytes, as: UTF8.self))
  }
  /// Starts a shell with no signal blocked. The thread of a test blocks most of them, a program it
  /// starts would too, and a shell that never hears of its children waits for them for ever.
  private static func opened(_ command: String) -> UnsafeMutablePointer<FILE>? {
    var (none, found) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &found)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &found, nil) }
    return unsafe popen(command, "re")
  }
}
