import SerialLink
import VerbOutput

/// What is said when pumps can be talked to: a line of words, or an object.
protocol ReadyLine {
  func line(json: Bool) throws -> String
}

/// What several pumps say together.
struct ReadyManyJSON: Codable, ReadyLine {
  var event = "ready"
  var control: String
  var count: Int
  var link_dir: String
  var model: String

  init(control: String, count: Int, link_dir: String, model: String) {
    self.control = control
    self.count = count
    self.link_dir = link_dir
    self.model = model
  }

  func line(json: Bool) throws -> String {
    if json { return try JSONText.text(self) }
    let parts = [
      ("count", "\(count)"), ("link-dir", link_dir), ("control", control), ("model", model),
    ]
    return "ready " + parts.map { "\($0.0)=\(PumpRecord.escaped($0.1))" }.joined(separator: " ")
  }
}

/// What the pump says when it can be talked to.
struct ReadyJSON: Codable, ReadyLine {
  var event = "ready"
  var card: String
  var control: String
  var link: String?
  var model: String
  var port: String
  var serial: String

  init(card: String, control: String, link: String?, model: String, port: String, serial: String) {
    self.card = card
    self.control = control
    self.link = link
    self.model = model
    self.port = port
    self.serial = serial
  }

  func line(json: Bool) throws -> String {
    if json { return try JSONText.text(self) }
    let parts = [
      ("link", link), ("port", port), ("card", card), ("control", control), ("model", model),
      ("serial", serial),
    ]
    let words = parts.compactMap { part in
      part.1.map { "\(part.0)=\(PumpRecord.escaped($0))" }
    }
    return "ready " + words.joined(separator: " ")
  }
}
