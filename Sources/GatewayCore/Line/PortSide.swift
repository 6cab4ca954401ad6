import SerialLink

/// A port, or a control socket: open for as long as a client has it, and looked for while it is not
/// there. Between two clients other programs may have it.
final class PortSide: LineSide {
  private enum Medium: ~Copyable {
    case closed
    /// A serial port or pseudo-terminal, which finds itself again.
    case returning(ReturningPort)
    /// Anything else, which is opened anew.
    case line(ByteLine)
  }

  private let address: PortAddress
  private let limits: GatewayLimits
  private var medium: Medium = .closed
  private var nextLook: UInt64?
  /// What was said last of why it cannot be opened.
  private var complaint: Int32?
  private var wasOpen = false

  init(_ address: PortAddress, _ limits: GatewayLimits) {
    self.address = address
    self.limits = limits
  }

  let makesWait = true
  let isAlwaysRead = false

  func begin(at milliseconds: UInt64) {
    wasOpen = false
    complaint = nil
    nextLook = milliseconds
  }

  func end() {
    medium = .closed
    nextLook = nil
  }

  var deadline: UInt64? {
    switch medium {
    case .closed: nextLook
    case .returning(let port): port.deadline
    case .line: nil
    }
  }

  func addInterests(to set: inout PollSet, _ interest: Readiness) {
    switch medium {
    case .closed: break
    case .returning(let port): port.addInterests(to: &set, interest)
    case .line(let line): if !interest.isEmpty { set.add(line.fileDescriptor, interest) }
    }
  }

  func read(into buffer: inout [UInt8], at milliseconds: UInt64) -> SideInput {
    if nextLook != nil { return look(at: milliseconds) }
    do throws(SerialError) {
      return try readOpen(into: &buffer, at: milliseconds)
    } catch {
      medium = .closed
      complaint = error.code
      nextLook = milliseconds + limits.look
      return .event(.lost(error))
    }
  }

  /// What came in at a line that is open. Whoever looks at it holds it: closing it comes after.
  private func readOpen(
    into buffer: inout [UInt8], at milliseconds: UInt64
  ) throws(SerialError) -> SideInput {
    switch medium {
    case .closed: .nothing
    case .returning(let port): Self.input(port.read(into: &buffer, at: milliseconds))
    case .line(let line):
      switch try line.read(into: &buffer) {
      case .bytes(let count): .bytes(count)
      case .wouldBlock: .nothing
      case .closed: throw SerialError.endOfStream(address.description)
      }
    }
  }

  func write(_ bytes: Span<UInt8>) -> Int? {
    switch medium {
    case .closed: nil
    case .returning(let port): port.deadline == nil ? port.write(bytes) : nil
    // Whoever reads will be told what happened to it.
    case .line(let line): (try? line.write(bytes)) ?? 0
    }
  }

  private static func input(_ input: ReturningPort.Input) -> SideInput {
    switch input {
    case .bytes(let count): .bytes(count)
    case .nothing: .nothing
    case .changed(.lost(let error)): .event(.lost(error))
    case .changed(.returned): .event(.back)
    case .changed(.unusable(let error)): .event(.unusable(error))
    }
  }

  private func look(at milliseconds: UInt64) -> SideInput {
    guard let nextLook, milliseconds >= nextLook else { return .nothing }
    do throws(SerialError) {
      try open()
    } catch {
      // A call that nobody takes up may have lasted.
      self.nextLook = MonotonicClock.milliseconds() + limits.look
      guard complaint != error.code else { return .nothing }
      complaint = error.code
      return .event(.unusable(error))
    }
    self.nextLook = nil
    complaint = nil
    defer { wasOpen = true }
    return .event(wasOpen ? .back : .open)
  }

  private func open() throws(SerialError) {
    switch address {
    case .path(let path): medium = .returning(try ReturningPort(opening: path))
    case .tcp, .rfc2217, .unix, .exec, .usb:
      medium = .line(try ByteLine(opening: address, timeoutMilliseconds: limits.call))
    }
  }
}
