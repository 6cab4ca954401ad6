import SerialLink
import VerbOutput

/// What the simulator says when its serial port goes, and when it is back.
struct PortEventJSON: Codable, Equatable {
  /// What became of the line.
  enum Event: String, CaseIterable, Codable {
    case lost = "line_lost"
    case back = "line_back"
    case unusable = "line_unusable"
  }

  var event: Event
  var port: String
  /// What the system says; absent when the line is back.
  var reason: String?

  init(_ change: ReturningPort.Change, port: String) {
    self.port = port
    switch change {
    case .lost(let error):
      event = .lost
      reason =
        error.kind == .unplugged
        ? "unplugged, or the program behind it has ended" : error.reason
    case .returned: event = .back
    case .unusable(let error):
      event = .unusable
      reason = error.reason
    }
  }

  /// The report as one line of JSON.
  var line: String { (try? JSONText.line(self)) ?? "" }

  private var remedy: String {
    port.contains("://")
      ? "the pump calls it again until it is" : "plug it in, and the pump takes it"
  }

  /// The report for people.
  var words: String {
    let reason = reason.map { " (\($0))" } ?? ""
    return switch event {
    case .lost:
      "\(port): the line is gone\(reason). The therapy goes on and `ctl` works, but no programmer "
        + "reaches the pump until the port is there again; \(remedy)"
    case .back: "\(port): the line is back; a programmer can reach the pump again"
    case .unusable:
      "\(port): the port is there and cannot be used\(reason). The therapy goes on; the pump waits "
        + "until it can"
    }
  }
}
