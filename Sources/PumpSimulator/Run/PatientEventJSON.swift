import VerbOutput

/// Whoever is in the body, as a run says it once.
struct PatientEventJSON: Codable, Equatable {
  var event = "patient"
  var name: String
  var is_illustrative = true
  /// Which of several pumps; left out of one that is alone.
  var pump: String?

  init(_ name: String, pump: String? = nil) {
    self.name = name
    self.pump = pump
  }

  /// The report as one line of JSON.
  var line: String { (try? JSONText.line(self)) ?? "" }

  /// The report for people.
  var words: String {
    "\(name) is in the body: a virtual patient, illustrative only and never dosing advice"
  }
}
