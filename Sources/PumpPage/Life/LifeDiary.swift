import PumpWorld
import Quantities
import Telemetry

/// What happened in a life, in its order.
struct LifeDiary {
  /// Something that happened.
  struct Entry {
    /// When, in true therapy time.
    let time: TherapyTime
    /// When, on the link's clock.
    let link: LinkTime
    /// What.
    let what: What
  }

  /// What can happen.
  enum What {
    /// The pump or its world tells of it.
    case pump(PumpHappening.What)
    /// The cable was plugged in or pulled.
    case plugged(Bool)
    /// A person did something with a handheld or at the bench; what it is called.
    case act(String)
    /// What a person at a handheld was told in the end.
    case told(Role, String, isGood: Bool)
  }

  /// The most entries that are kept.
  static var most: Int { 4000 }
  /// The entries, the first first.
  private(set) var entries: [Entry] = []
  /// How many went, the first first, for there were too many.
  private(set) var forgotten = 0

  mutating func note(_ happening: PumpHappening, link: LinkTime) {
    // Of every stroke of a schedule there is an entry of the log; the steps of days that passed at
    // once are not what anybody looks for.
    note(.pump(happening.what), at: happening.time, link: link)
  }

  mutating func note(_ what: What, at time: TherapyTime, link: LinkTime) {
    if entries.count >= Self.most {
      let gone = Self.most / 4
      entries.removeFirst(gone)
      forgotten += gone
    }
    entries.append(Entry(time: time, link: link, what: what))
  }
}
