/// A port that a server has, for one client after another: what they set, what waits for one that
/// has asked to be sent nothing, and what it is told.
package struct ServedPort: Sendable {
  /// The port of the client that is there.
  private var port: TelnetPort?
  private var speeds: [UInt32?] = []
  /// What waits while data is to stay back; `nil` while it may go.
  private var held: [UInt8]?
  private var modem: ModemState = [.clearToSend, .dataSetReady, .carrierDetect]
  private var outgoing: [UInt8] = []

  /// The most bytes that wait; what comes on top is lost.
  package static let mostHeld = 65_536

  /// A port that nobody has yet.
  package init() {}

  /// A client came, in the place of the one that may have been there.
  package mutating func begin() {
    end()
    var new = TelnetPort(.server)
    new.notify(modem)
    port = new
    gather()
  }

  /// The client has gone. The next finds the port as it was.
  package mutating func end() {
    if port != nil { speeds.append(nil) }
    port = nil
    held = nil
    outgoing = []
  }

  /// Takes bytes of the client; gives the data in them.
  package mutating func receive(_ bytes: Span<UInt8>) -> [UInt8] {
    let data = port?.receive(bytes) ?? []
    for event in port?.takeEvents() ?? [] {
      switch event {
      case .speed(let baud): speeds.append(baud)
      case .suspended(true): held = held ?? []
      case .suspended(false):
        outgoing += held ?? []
        held = nil
      case .purged: if held != nil { held = [] }
      case .agreed, .refused: break
      }
    }
    gather()
    return data
  }

  /// Takes data for the client.
  package mutating func send(_ data: Span<UInt8>) {
    let bytes = TelnetPort.escaped(data)
    guard let waiting = held?.count else {
      outgoing += bytes
      return
    }
    if waiting + bytes.count <= Self.mostHeld { held?.append(contentsOf: bytes) }
  }

  /// Tells the client whether there is a carrier.
  package mutating func show(carrier isThere: Bool) {
    guard modem.contains(.carrierDetect) != isThere else { return }
    modem.formSymmetricDifference(.carrierDetect)
    port?.notify(modem)
    gather()
  }

  /// What is to be sent to the client since this was called last.
  package mutating func takeOutgoing() -> [UInt8] {
    defer { outgoing = [] }
    return outgoing
  }

  /// What has become of the speed since this was called last, in bits per second; `nil` in it is as
  /// fast as can be, as the next client finds it.
  package mutating func takeSpeeds() -> [UInt32?] {
    defer { speeds = [] }
    return speeds
  }

  private mutating func gather() { outgoing += port?.takeOutgoing() ?? [] }
}
