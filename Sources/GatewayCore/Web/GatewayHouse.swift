import Dispatch
import NIOCore
import SerialLink
import Synchronization

/// What all connections of a gateway share.
final class GatewayHouse: Sendable {
  let token = Token()
  let limits: GatewayLimits
  /// The page; `nil` where none was built or named.
  let page: ByteBuffer?
  /// The link to the pump of a page.
  let pumpLink: String?
  private let host: String
  private let port: GatewayLine?
  private let pump: GatewayLine?
  private let control: String?
  private let onEvent: @Sendable (GatewayEvent) -> Void
  private let connections = Atomic(0)
  private let emptied = DispatchSemaphore(value: 0)
  /// The lines that end with their clients.
  private let controls = Mutex<[ObjectIdentifier: GatewayLine]>([:])

  /// What is said where the page should be.
  static let noPage = """
    There is no page in this program: it was built before the page was. Run `make page` and build \
    again, or start pump-gateway with --page FILE. WebSockets work all the same.
    """

  /// Throws when a link cannot be made, or the system is out of descriptors.
  init(_ setup: GatewaySetup, page: ByteBuffer?) throws(SerialError) {
    let limits = setup.limits
    let onEvent = setup.onEvent
    self.limits = limits
    self.page = page
    self.onEvent = onEvent
    host = setup.place.host
    control = setup.control
    if let path = setup.pumpLink {
      let side = try PumpSide(link: path)
      let link = side.path
      pumpLink = link
      pump = try GatewayLine(
        LineName(door: .pump, name: link), limits, onEvent: onEvent, side: side)
    } else {
      pumpLink = nil
      pump = nil
    }
    port = try setup.port.map { address throws(SerialError) in
      try GatewayLine(
        LineName(door: .port, name: address.description), limits, onEvent: onEvent,
        side: PortSide(address, limits))
    }
  }

  /// Who judges what comes in at a port of this machine.
  func gatekeeper(port number: Int) -> Gatekeeper {
    let isThere: [(Door, Bool)] = [
      (.port, port != nil), (.pump, pump != nil), (.control, control != nil),
    ]
    return Gatekeeper(
      place: LoopbackPlace(host: host, port: UInt16(clamping: number)), token: token,
      doors: Set(isThere.filter(\.1).map(\.0)))
  }

  /// Counts a connection in; `false` where there are too many.
  func enter() -> Bool {
    connections.add(1, ordering: .sequentiallyConsistent).newValue <= limits.connections
  }

  /// Counts a connection out.
  func leave() {
    let left = connections.subtract(1, ordering: .sequentiallyConsistent).newValue
    if left == 0 { emptied.signal() }
  }

  /// Waits until nobody is connected any more, as long as a farewell may take.
  func waitUntilEmpty() {
    let end = DispatchTime.now() + .milliseconds(Int(limits.farewell))
    while connections.load(ordering: .sequentiallyConsistent) > 0 {
      if emptied.wait(timeout: end) == .timedOut { return }
    }
  }

  /// The line behind a door, and whether it is for one client alone. Throws when the system is out
  /// of descriptors.
  func line(_ door: Door) throws(SerialError) -> (line: GatewayLine, isOwn: Bool)? {
    switch door {
    case .port: return port.map { ($0, false) }
    case .pump: return pump.map { ($0, false) }
    case .control:
      guard let control else { return nil }
      let line = try GatewayLine(
        LineName(door: .control, name: control), limits, onEvent: onEvent,
        side: PortSide(.unix(path: control), limits))
      controls.withLock { $0[ObjectIdentifier(line)] = line }
      return (line, true)
    }
  }

  /// A line of a client's own is over.
  func forget(_ line: GatewayLine) {
    controls.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(line)) }
  }

  /// Ends all lines, and tells their clients.
  func end() {
    let lines = [port, pump].compactMap { $0 } + controls.withLock { Array($0.values) }
    for line in lines { line.end() }
    for line in lines { line.waitForEnd(milliseconds: Int(limits.farewell)) }
  }
}
