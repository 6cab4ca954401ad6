import VerbOutput

/// What the simulator says when a capture or a key log could not be written any more.
struct TapEventJSON: Codable, Equatable {
  var event = "record_ended"
  /// The file.
  var path: String
  /// What the system says.
  var reason: String
  /// Which of several pumps; left out of one that is alone.
  var pump: String?
  private var meaning = ""

  private enum CodingKeys: String, CodingKey {
    case event, path, reason, pump
  }

  init(_ problem: LineTap.Problem, pump: String? = nil) {
    path = problem.path
    reason = problem.reason
    self.pump = pump
    meaning = problem.meaning
  }

  /// The report as one line of JSON.
  var line: String { (try? JSONText.line(self)) ?? "" }

  /// The report for people.
  var words: String {
    "\(path): it cannot be written any more (\(reason)). \(meaning). The pump and its therapy go on"
  }
}
