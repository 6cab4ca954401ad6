import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestSupport

extension PumpSetup {
  /// The sample pump with another dose or fill, whose motor may move more or less than it counts.
  static func sample(
    nanogramsPerDay: UInt32 = 100_000, fill: UInt64 = 20_000_000, strokeErrorPPM: Int32 = 0,
    isPrimed: Bool = true
  ) throws -> PumpSetup {
    try sample(
      .implant(.daily(nanogramsPerDay), fill: .nl(fill), clock: nil),
      strokeErrorPPM: strokeErrorPPM, isPrimed: isPrimed)
  }
}

/// A pump with a clock and the least of a programmer.
struct Visit {
  var pump: VirtualPump<TransientMemory>
  var now = Instant(therapy: .zero, link: .zero)
  private var session: UInt32 = 0
  private var lastRequest: UInt16 = 0

  init(_ setup: PumpSetup) throws { pump = try setup.newPump() }

  /// Lets therapy time pass.
  mutating func wait(_ length: Milliseconds) {
    now.therapy = now.therapy.after(length)
    pump.advance(to: now)
  }

  mutating func open() -> Reply? {
    let opening = OpenSession(role: .clinician, schema: Schema.hash, nonce: now.therapy.rawValue)
    let answer = ask(.openSession(opening), .open)
    if case .sessionOpened(let opened) = answer { session = opened.session }
    lastRequest = 0
    return answer
  }

  mutating func ask(_ request: Request, _ envelope: Envelope? = nil) -> Reply? {
    lastRequest += 1
    var buffer = WireBuffer()
    buffer.encode(
      request, MessageHeader(envelope ?? .session(session), request: lastRequest))
    return send(buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }).last
  }

  /// Hands bytes in; gives the replies that came for them.
  mutating func send(_ bytes: [UInt8]) -> [Reply] {
    var replies: [Reply] = []
    pump.receive(bytes.span, at: now) { frame in
      var decoder = FrameDecoder()
      var position = 0
      if decoder.next(frame, from: &position) == .frame, let reply = try? decoder.reply().reply {
        replies.append(reply)
      }
    }
    return replies
  }

  /// Gives an order that is in time.
  mutating func order(_ make: (UInt32) -> Request) -> Reply? {
    ask(make(UInt32(truncatingIfNeeded: now.link.rawValue)))
  }
}
