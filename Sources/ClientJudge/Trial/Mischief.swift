package import PumpWorld
package import Quantities
package import Telemetry

/// Something that is done to a client, once, when a message passes.
package struct Mischief: Equatable, Sendable {
  /// The message at which it is done.
  package enum Trigger: Equatable, Sendable {
    /// A request of this type arrives at the pump.
    case asked(RequestType)
    /// The pump answers a request of this type, with whatever.
    case answered(RequestType)
  }

  /// What is done.
  package enum Deed: Equatable, Sendable {
    /// The message is lost.
    case lose
    /// The message arrives so much later; what comes after it overtakes it.
    case delay(Milliseconds)
    /// The message arrives just before the client's next request that does more than read, or when
    /// the client has ended.
    case holdUntilDecided
    /// The message passes, and no byte of the pump's does from then on.
    case silence
    /// The line is pulled out for so long; the message passes before that, or is lost with it.
    case unplug(Milliseconds, passes: Bool)
    /// Power fails at the pump's next write, and is back at once. The message passes.
    case failPower(CrashPoint)
    /// The pump's link clock jumps ahead. The message passes after that.
    case skipLink(Milliseconds)
    /// Therapy time jumps ahead. The message passes after that.
    case skipTherapy(Milliseconds)
    /// The pump's memory takes no write until so many requests came after this one, which passes.
    case failMemory(requests: Int)
    /// The request is lost, and refused with the pump's own seal.
    case refuse(RefusalCode)
    /// The request is lost, and another one is acknowledged with the pump's own seal.
    case acknowledgeOther(RequestType)
    /// The programme to be staged arrives as another dose, with the client's own seal.
    case stage(DoseRate)
    /// The message is lost, and what somebody without keys can make of an acknowledgement comes.
    case forgeYes
    /// The message is lost, and what somebody without keys can make of a refusal comes.
    case forgeNo
  }

  /// When.
  package var trigger: Trigger
  /// At which message of the kind first, counted from 1.
  package var nth: Int
  /// At how many of them in all.
  package var count: Int
  /// What.
  package var deed: Deed

  /// Mischief at the first message of a kind, unless told.
  package init(_ trigger: Trigger, nth: Int = 1, count: Int = 1, _ deed: Deed) {
    self.trigger = trigger
    self.nth = nth
    self.count = count
    self.deed = deed
  }
}

extension Mischief.Deed {
  /// What was done, for a trace.
  var words: String {
    switch self {
    case .lose: "lost on the way"
    case .delay(let length): "held up for \(length.rawValue) ms"
    case .holdUntilDecided: "held up until the client goes on"
    case .silence: "the last that is heard of the pump comes before this"
    case .unplug(_, passes: true): "arrives; then the line is pulled out"
    case .unplug(_, passes: false): "lost, for the line is pulled out"
    case .failPower: "power will fail at the write"
    case .skipLink(let length): "the pump's link clock jumps ahead by \(length.rawValue) ms"
    case .skipTherapy(let length): "therapy time jumps ahead by \(length.rawValue / 1000) s"
    case .failMemory: "the pump's memory takes no write"
    case .refuse(let code): "refused in the pump's place: \(code.text)"
    case .acknowledgeOther(let type): "answered in the pump's place: acknowledged \(type.text)"
    case .stage(let dose): "changed on the way to \(dose.words)"
    case .forgeYes: "lost; a forged acknowledgement comes"
    case .forgeNo: "lost; a forged refusal comes"
    }
  }
}

/// What is still to be done to a client, and at which message.
struct MischiefPlan: Sendable {
  private var rest: [(mischief: Mischief, seen: Int)]

  init(_ all: [Mischief]) { rest = all.map { ($0, 0) } }

  /// What is done at a message; it is counted.
  mutating func deed(at trigger: Mischief.Trigger) -> Mischief.Deed? {
    var deed: Mischief.Deed?
    for place in rest.indices where rest[place].mischief.trigger == trigger {
      rest[place].seen += 1
      let mischief = rest[place].mischief
      let after = rest[place].seen - mischief.nth
      if deed == nil, (0..<mischief.count).contains(after) { deed = mischief.deed }
    }
    return deed
  }
}
