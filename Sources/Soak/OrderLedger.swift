import Quantities
import Telemetry

/// Every order that was ever given, and what became of it: the truth, which no programmer knows.
struct OrderLedger {
  /// An order.
  struct Entry {
    /// Which programmer gave it.
    let client: Int
    let role: Role
    let name: AppliedCommand
    let order: Order
    /// What it was to commit.
    let set: ReferenceSet?
    /// Why it must not be carried out; `nil` when it may.
    var ban: String?
    /// The newest entry of the pump's log when it was meant.
    let logged: UInt32
    /// How often the pump carried it out.
    var timesDone = 0
    /// Whether it was undone by an old memory that was put back into the pump.
    var isUndone = false
    /// What the reference made of it when it first reached the pump: a refusal, or none.
    var verdict: RefusalCode?
    var isJudged = false
    /// What its programmer holds to be so.
    var belief = Belief.none
  }

  /// What a programmer says of an order.
  enum Belief: String { case none, done, notDone, unknown }

  private(set) var entries: [Entry] = []
  /// The order that is in a frame, by the frame's bytes between its delimiters.
  private var frames: [[UInt8]: Int] = [:]

  subscript(number: Int) -> Entry {
    get { entries[number] }
    set { entries[number] = newValue }
  }

  /// Adds an order that is meant, and gives its number.
  mutating func add(_ entry: Entry) -> Int {
    entries.append(entry)
    return entries.count - 1
  }

  /// Takes note of the frame an order went out in.
  mutating func sent(_ number: Int, in frame: [UInt8]) { frames[frame] = number }

  /// The order in a frame; `nil` when there is none, or not as it was sent.
  func order(in frame: [UInt8]) -> Int? { frames[frame] }
}
