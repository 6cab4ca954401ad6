import Glibc

/// Other programs, seen from a test.
enum Shell {
  struct Outcome {
    var status: Int32
    var output: String
  }

  /// Runs a command and waits for it. `output` is what it wrote to both its outputs.
  static func run(_ command: String) -> Outcome {
    guard let pipe = unsafe popen("{ \(command)\n} 2>&1", "re") else {
      return Outcome(status: -1, output: "popen failed")
    }
    var bytes: [UInt8] = []
    while case let byte = unsafe fgetc(pipe), byte != EOF {
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
    let status = unsafe pclose(pipe)
    // The exit status is in the second byte, if the low one, the signal, is 0.
    return Outcome(
      status: status & 0x7f == 0 ? status >> 8 & 0xff : -status,
      output: String(decoding: bytes, as: UTF8.self))
  }

  /// Runs a command as a user without privileges, which root's checks do not apply to.
  static func runUnprivileged(_ command: String) -> Outcome {
    let drop = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""
    return run("\(drop)sh -c '\(command)'")
  }
}
