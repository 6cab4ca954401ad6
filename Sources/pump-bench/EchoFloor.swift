import CBenchEcho
import SerialLink

/// The least a round trip over a pty can cost: two processes that read and write, in C.
struct EchoFloor: ~Copyable {
  private let master: Descriptor
  private let slave: Descriptor
  private let child: ChildProcess
  private let requestBytes: Int
  private let replyBytes: Int

  /// Starts the far side, which answers each `requestBytes` with `replyBytes`.
  init(requestBytes: Int, replyBytes: Int) throws(SerialError) {
    var far: Int32 = -1
    var near: Int32 = -1
    let code = unsafe cbench_pty_open(&far, &near)
    if code < 0 { throw SerialError(operation: "make a pty", code: -code, path: "/dev/ptmx") }
    let master = Descriptor(owning: far, path: "/dev/ptmx")
    let slave = Descriptor(owning: near, path: "the echo's pty")
    let number = cbench_echo_start(far, near, requestBytes, replyBytes)
    if number < 0 { throw SerialError(operation: "start", code: -number, path: "the echo") }
    child = ChildProcess(adopting: number)
    self.master = master
    self.slave = slave
    self.requestBytes = requestBytes
    self.replyBytes = replyBytes
  }

  /// The process of the far side.
  var number: Int32 { child.number }

  /// Sends, waits for the answer, and takes the time of both together into each place of `times`.
  func roundTrips(_ times: inout [UInt64], _ range: Range<Int>) throws(SerialError) {
    let descriptor = slave.number
    let code = unsafe times.withUnsafeMutableBufferPointer { buffer in
      let part = unsafe UnsafeMutableBufferPointer(rebasing: buffer[range])
      guard let base = part.baseAddress else { return 0 as Int32 }
      return unsafe cbench_round_trips(descriptor, requestBytes, replyBytes, part.count, base)
    }
    if code < 0 { throw SerialError(operation: "read", code: -code, path: slave.path) }
  }
}
