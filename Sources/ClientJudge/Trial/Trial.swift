package import BadLink
package import PumpFirmware
import PumpPlant
package import PumpWorld
package import Quantities
import Telemetry
import Trace

/// A pump, a bad line and a client that is watched: one case in virtual time, without a process.
///
/// It has the shape of every machine here: hand in what the client does with the moment it happens
/// at, take ``nextAction()`` until it gives `nil`, and wait until ``deadline``.
package struct Trial: Sendable {
  /// What is to be done at the client's end.
  package enum Action: Equatable, Sendable {
    /// Hand these bytes to the client.
    case send([UInt8])
    /// Take the port away, as when its plug is pulled.
    case unplug
    /// Give the port back.
    case plug
  }

  /// Something that is under way.
  enum Waiting: Sendable {
    case toPump([UInt8])
    case toClient([UInt8])
    case plug
  }

  var pump: VirtualPump<TransientMemory>
  var ear: WireEar
  var conduct = Conduct()
  var plan: MischiefPlan
  var impostor = Impostor()
  var actions: [Action] = []
  var timers: [(due: LinkTime, what: Waiting)] = []
  var held: [[UInt8]] = []
  var lastWord: [UInt8]?
  var asked: [UInt64: RequestType] = [:]
  var isSilent = false
  var isUnplugged = false
  /// Requests after which the memory works again; `nil` while it does.
  var memoryFailsFor: Int?
  var skippedLink = Milliseconds.zero
  var skippedTherapy = Milliseconds.zero
  private(set) var now = LinkTime.zero
  private var line: DuplexLine
  private let start: TherapyTime
  private var fromClient = FrameCutter()
  private var atPump = FrameCutter()
  private var atClient = FrameCutter()
  /// The pump before anybody talked to it.
  package let before: PumpView

  /// A pump that stands at a moment of therapy, and what is to be done to its client.
  package init(
    _ pump: VirtualPump<TransientMemory>, keys: PairingKeys, mischief: [Mischief] = [],
    faults: LinkFaults = .none, seed: UInt64 = 1
  ) {
    self.pump = pump
    self.pump.trace = Trace(isKept: true)
    before = PumpView(pump)
    start = pump.plant.therapyTime
    ear = WireEar([keys], serial: pump.firmware.profile.identity.serial)
    plan = MischiefPlan(mischief)
    line = DuplexLine(seed: seed, faults: faults)
  }

  /// What is to be done next; `nil` when nothing is.
  package mutating func nextAction() -> Action? {
    actions.isEmpty ? nil : actions.removeFirst()
  }

  /// When something happens by itself; `nil` when nothing does.
  package var deadline: LinkTime? {
    timers.reduce(line.deadline) { min($0 ?? $1.due, $1.due) }
  }

  /// Lets time pass.
  package mutating func tick(at moment: LinkTime) {
    advance(to: moment)
    run()
  }

  /// Takes bytes that the client sends.
  package mutating func receive(_ bytes: [UInt8], at moment: LinkTime) {
    advance(to: moment)
    guard !isUnplugged else { return }
    conduct.send(bytes: bytes.count, at: now)
    for piece in fromClient.cut(bytes) {
      let message = ear.read(piece, .toPump)
      remark("the client sends \(message.words)")
      let clock = UInt32(truncatingIfNeeded: instant.link.rawValue)
      conduct.send(message, at: now, clock: clock)
    }
    line.send(bytes.span, from: .programmer, at: now)
    run()
  }

  /// The client closed the port.
  package mutating func clientLeft(at moment: LinkTime) {
    advance(to: moment)
    remark("the client closes the port")
    drop()
  }

  private mutating func advance(to moment: LinkTime) {
    now = max(now, moment)
    pump.advance(to: instant)
  }

  /// The present moment as the pump has it.
  var instant: Instant {
    let ahead = Milliseconds(rawValue: now.rawValue + skippedTherapy.rawValue)
    return Instant(therapy: start.after(ahead), link: now.after(skippedLink))
  }

  /// What the one who was there has sent reaches the pump; what was on its way back is lost.
  mutating func drop() {
    _ = line.deliverEverything(to: .programmer)
    for bytes in line.deliverEverything(to: .pump) { arriveAtPump(bytes) }
    _ = line.deliverEverything(to: .programmer)
    pump.linkInterrupted()
    fromClient.forget()
    atPump.forget()
    atClient.forget()
  }

  /// Lets all arrive that is due.
  mutating func run() {
    repeat {
      while let place = timers.firstIndex(where: { $0.due <= now }) {
        arrive(timers.remove(at: place).what)
      }
      while let bytes = line.deliver(to: .pump, at: now) { arriveAtPump(bytes) }
      while let bytes = line.deliver(to: .programmer, at: now) { arriveAtClient(bytes) }
    } while deadline.map { $0 <= now } ?? false
  }

  private mutating func arrive(_ what: Waiting) {
    switch what {
    case .toPump(let bytes): handToPump(bytes)
    case .toClient(let bytes): sendToClient(bytes)
    case .plug:
      isUnplugged = false
      remark("the line is plugged in again")
      actions.append(.plug)
    }
  }

  private mutating func arriveAtPump(_ bytes: [UInt8]) {
    for piece in atPump.cut(bytes) { meddle(request: ear.read(piece, .toPump)) }
  }

  private mutating func arriveAtClient(_ bytes: [UInt8]) {
    guard !isUnplugged else { return }
    conduct.hear(bytes: bytes.count, at: now)
    for piece in atClient.cut(bytes) {
      let message = ear.read(piece, .toClient)
      remark("the client hears \(message.words)")
      conduct.hear(message, at: now)
    }
    actions.append(.send(bytes))
  }

  /// Puts bytes on the line to the client.
  mutating func sendToClient(_ bytes: [UInt8]) {
    guard !isSilent, !isUnplugged else { return }
    line.send(bytes.span, from: .pump, at: now)
  }

  /// Makes the line perfect; what is under way arrives.
  mutating func mendLine() {
    line.set(.none, seed: 1, to: .pump, at: now)
    line.set(.none, seed: 1, to: .programmer, at: now)
  }

  /// Says something in the trace.
  mutating func remark(_ words: @autoclosure () -> String) {
    let moment = Instant(therapy: pump.plant.therapyTime, link: now.after(skippedLink))
    pump.trace?.remark(words(), at: moment)
  }
}
