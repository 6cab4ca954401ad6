import SerialLink
import VerbOutput

/// What is said when pumps can be talked to: a line of words, or an object.
protocol ReadyLine {
  func line(json: Bool) throws -> String
}

extension ReadyLine {
  /// The line of words with these names, those that there are.
  fileprivate static func line(_ parts: [(name: String, value: String?)]) -> String {
    let words = parts.compactMap { part in
      part.value.map { "\(part.name)=\(PumpRecord.escaped($0))" }
    }
    return "ready " + words.joined(separator: " ")
  }
}

/// What several pumps say together.
struct ReadyManyJSON: Codable, ReadyLine {
  var event = "ready"
  var control: String
  var count: Int
  var link_dir: String
  var model: String
  var usb_testbed: String?

  init(control: String, count: Int, link_dir: String, model: String, usb_testbed: String? = nil) {
    self.control = control
    self.count = count
    self.link_dir = link_dir
    self.model = model
    self.usb_testbed = usb_testbed
  }

  func line(json: Bool) throws -> String {
    if json { return try JSONText.text(self) }
    let parts = [
      ("count", "\(count)"), ("link-dir", link_dir), ("control", control), ("model", model),
      ("usb-testbed", usb_testbed),
    ]
    return Self.line(parts)
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
  /// The terminal at the testbed's USB socket.
  var device: String?
  /// The testbed's folder.
  var usb_testbed: String?

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
      ("serial", serial), ("device", device), ("usb-testbed", usb_testbed),
    ]
    return Self.line(parts)
  }
}
