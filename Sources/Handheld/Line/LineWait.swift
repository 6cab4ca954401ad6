import Clinic
import ProgrammerSession
import Quantities
import SerialLink
import Telemetry

/// Waits for a port, and for a pump at it, as long as somebody wished to.
struct LineWait {
  private let opener = LineOpener.current
  private let end: LinkTime?

  /// Between two looks at a port that is not there.
  private static let pause = Milliseconds(rawValue: 100)

  init(_ wishes: LineWishes) {
    let now = opener.now()
    end = wishes.wait.map { now.after($0) }
  }

  /// Opens a connection and asks who is there; again while nobody is and there is time.
  func identify(
    _ open: () throws -> PumpConnection
  ) throws -> (PumpConnection, Outcome) {
    let progress = Progress()
    while true {
      progress.tell("waiting for the pump and its port")
      do {
        let connection = try open()
        let outcome = try connection.perform(.opening(.identify))
        if !outcome.isUnanswered || isOver { return (connection, outcome) }
      } catch let error as SerialError {
        guard Self.canCome(error), !isOver else { throw error }
        try opener.pause(Self.pause)
      }
    }
  }

  private var isOver: Bool { end.map { opener.now() >= $0 } ?? true }

  /// Whether what is wrong with a port can be that it is not there yet.
  private static func canCome(_ error: SerialError) -> Bool {
    switch error.kind {
    case .notFound, .unplugged, .timedOut, .busy: true
    case .notPermitted, .notATerminal, .unsupported, .full, .noTerminals, .unusableName, .other:
      false
    }
  }
}
