import SerialLink
import VerbOutput

/// What the pump says when it can be talked to.
struct ReadyJSON: Codable {
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
