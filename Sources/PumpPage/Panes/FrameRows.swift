import Decode
import PumpText
import Quantities
import Telemetry

/// The frames on the wire as rows; the one that is opened with all its fields.
enum FrameRows {
  /// How many of the newest are listed.
  private static var most: Int { 40 }
  /// What the act is called that opens or shuts a frame, before its number.
  static var act: String { "frame-" }

  static func log(_ wire: Wire, open: Int?) -> Node {
    .log(
      wire.frames.suffix(most).reversed().map { frame in
        let isOpen = frame.number == open
        return Node.LogRow(
          at: "\(frame.time.link.rawValue) ms", words: words(frame),
          tone: frame.fate == nil ? .plain : .warn, act: "time/\(act)\(frame.number)",
          fields: isOpen ? fields(frame) : [])
      })
  }

  // MARK: A frame in a line

  private static func words(_ frame: Wire.Frame) -> String {
    let way = frame.way == .sent ? "to the pump" : "from the pump"
    var text = "\(way), \(frame.bytes.count) bytes"
    if frame.items.isEmpty { text += ": a part of a frame" }
    for item in frame.items { text += ": \(name(item, frame))" }
    return text + (frame.fate.map { "; \($0)" } ?? "")
  }

  private static func name(_ item: DecodedItem, _ frame: Wire.Frame) -> String {
    if let dropped = item.dropped { return "damaged (\(dropped))" }
    let what = frame.request.map { $0.words } ?? item.message.map { spaced($0) } ?? "not opened"
    let again = if case .repeated? = item.seal?.state { ", sent again" } else { "" }
    return what + (item.seal == nil ? ", in the open" : ", sealed") + again
  }

  /// A name of the specification as words: `readDayPlan` as `read day plan`.
  private static func spaced(_ name: String) -> String {
    var letters: [UInt8] = []
    for letter in name.utf8 {
      if (0x41...0x5A).contains(letter) {
        letters += [0x20, letter + 0x20]
      } else {
        letters.append(letter)
      }
    }
    return String(decoding: letters, as: UTF8.self)
  }

  // MARK: All that is in it

  private static func fields(_ frame: Wire.Frame) -> [[String]] {
    var rows: [[String]] = []
    for item in frame.items {
      rows.append(["seal", seal(item)])
      if let message = item.message { rows.append(["message", message]) }
      if let session = item.session { rows.append(["session", String(session, radix: 16)]) }
      if let seal = item.seal { rows.append(["counter", "\(seal.counter)"]) }
      if let request = item.request { rows.append(["request id", "\(request)"]) }
      for field in item.fields ?? [] { rows.append([field.name, field.value.text]) }
    }
    rows.append(["bytes", WireWords.hexadecimal(frame.bytes)])
    return rows
  }

  private static func seal(_ item: DecodedItem) -> String {
    guard let seal = item.seal else {
      return item.dropped == nil ? "none: in the open" : "not looked at: the frame is damaged"
    }
    return switch seal.state {
    case .opened: "sealed, opened with this page's key of the \(seal.key ?? "handheld")"
    case .repeated:
      "sealed, opened with this page's key of the \(seal.key ?? "handheld"); it was sent before"
    case .forged: "not sealed with its session's key"
    case .closed: seal.reason ?? "sealed"
    }
  }
}

/// What a frame looks like.
enum WireWords {
  /// Its bytes, two digits each.
  static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      if !text.isEmpty { text.append(0x20) }
      text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: text, as: UTF8.self)
  }
}
