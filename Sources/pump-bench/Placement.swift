import CBenchEcho
import Glibc
import SerialLink

/// This process on one processor and its partners on another, for as long as this value lives.
///
/// Left to itself the scheduler settles each pair of processes, and the kernel's worker that moves
/// a pty's bytes, on one processor or on two, and a round trip then takes half or twice as long,
/// whatever the processes do. On a machine with one processor everything stays there.
struct Placement: ~Copyable {
  /// Puts this process in its place. Programs started from now on inherit it until they are put
  /// elsewhere.
  init() throws(SerialError) { try Self.pin(0, to: 0) }

  /// Puts a partner of this process in its place.
  borrowing func place(partner: pid_t) throws(SerialError) { try Self.pin(partner, to: 1) }

  deinit { _ = cbench_unpin() }

  private static func pin(_ process: pid_t, to place: UInt32) throws(SerialError) {
    let code = cbench_pin(process, place)
    if code < 0 { throw SerialError(operation: "choose a processor", code: -code, path: "CPU") }
  }
}
