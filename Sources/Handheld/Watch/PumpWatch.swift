import ClinicText
import Console
package import PumpText
package import Quantities
import SerialLink
import VerbOutput

/// The run loop of a pump that is watched: looks again and again, and holds the port only while it
/// does.
///
/// A pump that does not answer, a port that is gone and a port that another program has are told
/// and looked at again. Only where the first look fails the watch ends with what it failed by.
package struct PumpWatch {
  /// How what is seen is shown.
  package enum Form: Sendable {
    /// On a screen of its own where there is one, else as words whenever something changed.
    case words
    /// Each look as an object on a line.
    case json
  }

  /// How far apart looks can be.
  private static let pauses = Milliseconds(rawValue: 200)...Milliseconds.minutes(60)

  /// How far they are to be apart, as it is typed.
  package static func pause(_ text: String) throws(QuantityError) -> Milliseconds {
    let pause = try QuantityText.duration(text)
    guard pauses.contains(pause) else {
      throw QuantityError("looks are from 0.2 s to 60 min apart")
    }
    return pause
  }

  private var access: PumpAccess
  private let form: Form
  private var every: Milliseconds
  private var isFull = false
  private var last: (look: PumpLook, at: UInt64)?
  private var fault: String?
  /// What was printed last, where there is no screen.
  private var shown = ""

  /// A watch over a pump, not begun yet.
  package init(_ access: PumpAccess, every: Milliseconds, form: Form) {
    self.access = access
    self.every = every
    self.form = form
  }

  /// Watches until a signal, until `q` is typed, or until nobody reads what is shown any more.
  package mutating func run() throws {
    let signals = try SignalPipe()
    guard try look(isFirst: true) else { return }
    // From here on a port that is not there is waited for from look to look.
    access.place.line.wait = nil
    let screen = form == .words ? LiveScreen.taken() : nil
    // Keys are taken only where somebody sees what they do.
    let keys = screen != nil && StandardStreams.canAsk ? try? TerminalKeys() : nil
    try goOn(signals, screen, keys)
  }

  private mutating func goOn(
    _ signals: borrowing SignalPipe, _ screen: LiveScreen?,
    _ keys: TerminalKeys?
  ) throws {
    var set = PollSet(capacity: 3)
    while true {
      var due = MonotonicClock.milliseconds() + every.rawValue
      while MonotonicClock.milliseconds() < due {
        guard try show(on: screen) else { return }
        set.removeAll()
        set.add(signals.fileDescriptor, .readable)
        let reader = StandardStreams.watchOutput(in: &set)
        let typed = set.add(keys?.fileDescriptor ?? -1, .readable)
        // The age of what is shown goes on while nothing else does.
        let rest = due - min(due, MonotonicClock.milliseconds())
        try set.wait(timeoutMilliseconds: Int(min(rest, 1000)))
        if try signals.next() != nil || set.isReady(reader) { return }
        guard set.isReady(typed) else { continue }
        switch keys?.read() ?? .nothing {
        case .nothing: break
        case .end: return
        case .bytes(let bytes):
          for byte in bytes {
            guard let key = Key(rawValue: byte) else { continue }
            if key == .quit { return }
            heed(key)
            due = 0
          }
        }
      }
      guard try look(isFirst: false) else { return }
    }
  }

  /// What a key does.
  private enum Key: UInt8 {
    case quit = 0x71
    case now = 0x20
    case full = 0x66
    case oftener = 0x2B
    case seldomer = 0x2D
  }

  private mutating func heed(_ key: Key) {
    switch key {
    case .quit, .now: break
    case .full: isFull.toggle()
    case .oftener: every = max(Milliseconds(rawValue: every.rawValue / 2), Self.pauses.lowerBound)
    case .seldomer: every = min(Milliseconds(rawValue: every.rawValue * 2), Self.pauses.upperBound)
    }
  }

  // MARK: Looking

  /// Looks at the pump, and prints it where each look is printed; false when nobody reads it.
  private mutating func look(isFirst: Bool) throws -> Bool {
    let look: PumpLook
    do {
      look = try PumpLook.take(access, isFull: isFull)
    } catch  where !isFirst {
      guard let error = Self.plain(error) else { throw error }
      let message = error.message(access.place.face)
      defer { fault = message }
      // The same trouble is told once.
      guard form == .json, message != fault else { return true }
      return try VerbRun.show(json: FailureJSON(error, access.place.face))
    }
    last = (look, MonotonicClock.milliseconds())
    fault = nil
    return try form == .words || VerbRun.show(json: look.view.result.answer)
  }

  /// What kept a look from showing something, as a person is told; `nil` for what is no trouble
  /// with a pump, a port or a card.
  private static func plain(_ error: any Error) -> ProgrammerError? {
    if let error = error as? SerialError {
      return ProgrammerError(SerialWords.exitStatus(error), SerialWords.sentence(error))
    }
    return error as? ProgrammerError
  }

  // MARK: Showing

  /// Shows what is known; false when nobody looks any more.
  private mutating func show(on screen: LiveScreen?) throws -> Bool {
    // An object is printed when it is looked, and not again.
    guard form == .words else { return true }
    if let screen { return screen.show({ sheet.text($0) }, foot: WatchScreen.keys) }
    let words = fault.map { "! NO NEWS: \($0)\n" } ?? last?.look.view.facts.lines() ?? ""
    guard words != shown else { return true }
    defer { shown = words }
    return try VerbRun.show(shown.isEmpty ? words : "\n" + words)
  }

  private var sheet: WatchScreen {
    let age = last.map { MonotonicClock.milliseconds() - $0.at } ?? 0
    return WatchScreen(
      port: access.place.address.description, look: last?.look, fault: fault,
      age: Milliseconds(rawValue: age), every: every)
  }
}
