import CSerialShim
import Glibc

/// A program whose standard output, and standard input where it takes any, is the far end of a
/// connection that this one reads and writes. Its words for people go where this program's do.
///
/// When the value goes away the program sees the end of its input, has a moment to end by itself,
/// and is ended and waited for.
package struct PipedProgram: ~Copyable, DescriptorStream {
  package let descriptor: Descriptor
  /// The program itself.
  package let program: StartedProgram

  /// How long it has to end at the end of its input, and then at SIGTERM, in ms.
  private static let grace = (input: 2_000, signal: 1_000)

  /// Starts a program in a session of its own, with these variables on top of this one's; errors
  /// call the line `name`. Without input it reads of nothing.
  package init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    takesInput: Bool = true, named name: String
  ) throws(SerialError) {
    var near: Int32 = -1
    var far: Int32 = -1
    try SystemCall.checked(Operation.start, name) {
      unsafe Int(cserial_socket_pair(&near, &far))
    }
    let descriptor = Descriptor(owning: near, path: name, isSocket: true)
    let end = Descriptor(owning: far, path: name, isSocket: true)
    let nothing = try SystemCall.descriptor(Operation.start, name) {
      unsafe SystemCall.result(open("/dev/null", O_RDONLY | O_CLOEXEC))
    }
    let started = try StartedProgram(
      program, arguments, environment: environment,
      input: takesInput ? end.number : nothing.number, output: end.number, isApart: true)
    self.descriptor = descriptor
    self.program = started
  }

  deinit {
    _ = shutdown(descriptor.number, Int32(SHUT_RDWR))
    if program.end(within: Self.grace.input) == nil {
      _ = program.stop(within: Self.grace.signal)
    }
  }
}
