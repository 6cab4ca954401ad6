/// What a running pump tells programmers and benches about itself. Empty text means "none".
package struct PumpRecord: Equatable, Sendable {
  /// The port to open: a pseudo-terminal's own path, a device, or `tcp://HOST:PORT`.
  package var port: String
  /// The stable link to the port.
  package var link: String
  /// The path of the implant card.
  package var card: String
  /// The pump's model name.
  package var model: String
  /// The pump's serial number.
  package var serial: String
  /// The path of the bench's control socket.
  package var control: String
  /// The process that runs the pump.
  package var pid: Int32

  /// Makes a record; `pid` is normally this process.
  package init(
    port: String, link: String = "", card: String = "", model: String = "", serial: String = "",
    control: String = "", pid: Int32 = PumpRegistry.processID
  ) {
    self.port = port
    self.link = link
    self.card = card
    self.model = model
    self.serial = serial
    self.control = control
    self.pid = pid
  }
}

// MARK: - As text: one `key=value` per line, unusual bytes of the value as %XX

extension PumpRecord {
  private typealias Field = any WritableKeyPath<PumpRecord, String> & Sendable

  private static let texts: [(key: String, field: Field)] = [
    ("port", \.port), ("link", \.link), ("card", \.card), ("model", \.model),
    ("serial", \.serial), ("control", \.control),
  ]

  /// The text of an entry.
  var text: String {
    Self.texts.map { "\($0.key)=\(Self.escaped(self[keyPath: $0.field]))\n" }.joined()
      + "pid=\(pid)\n"
  }

  /// Reads the text of an entry. Unknown keys are left to later versions; without a port or process
  /// it is no entry.
  init?(text: some Sequence<UInt8>) {
    self.init(port: "", pid: 0)
    for line in String(decoding: Array(text), as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let value = Self.unescaped(parts[1]) else { return nil }
      if parts[0] == "pid" {
        pid = Int32(value) ?? 0
      } else if let field = Self.texts.first(where: { $0.key == parts[0] })?.field {
        self[keyPath: field] = value
      }
    }
    guard !port.isEmpty, pid > 0 else { return nil }
  }

  /// A value with its unusual bytes as %XX, so that it stays one word on one line.
  package static func escaped(_ value: String) -> String {
    var text = ""
    for byte in value.utf8 {
      if (0x21...0x7e).contains(byte), byte != UInt8(ascii: "%") {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return text
  }

  private static func unescaped(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(rest.prefix(2)) ?? "", radix: 16) else {
        return nil
      }
      bytes.append(value)
      rest.removeFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
