import Telemetry
import Testing

/// A frame of `fixtures/frames/good.json`, in the open whatever its message is.
struct GoodFrame: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var message: String
  var request: UInt16
  var fields: [String: FieldValue]
  var hex: String

  static let all: [GoodFrame] = {
    do {
      let file: [String: [GoodFrame]] = try Repository.json("fixtures/frames/good.json")
      return file["frames"] ?? []
    } catch {
      preconditionFailure("fixtures/frames/good.json cannot be read: \(error)")
    }
  }()

  var testDescription: String { name }
  var wire: [UInt8] { bytes(hex: hex) }
  var spec: MessageSpec.Message { MessageSpec.current[message: message] }
  var listener: Listener { spec.direction == .request ? .pump : .host }

  var header: MessageHeader { MessageHeader(.open, request: request) }

  /// What a decoder must deliver for it, built from the fields and not from the bytes.
  var delivered: Delivery {
    .message(header, WireMessage(spec, WireValues(self)))
  }
}

/// A stream of `fixtures/frames/bad.json`.
struct BadStream: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var message: String
  var receiver: Listener
  var reason: String
  var number: UInt8
  var offset: UInt64
  var expected: UInt32
  var found: UInt32
  var hex: String

  static let all: [BadStream] = {
    do {
      let file: [String: [BadStream]] = try Repository.json("fixtures/frames/bad.json")
      return file["streams"] ?? []
    } catch {
      preconditionFailure("fixtures/frames/bad.json cannot be read: \(error)")
    }
  }()

  var testDescription: String { name }
  var wire: [UInt8] { bytes(hex: hex) }
}

/// A field's value as fixtures write it.
enum FieldValue: Decodable, Sendable {
  case absent
  case flag(Bool)
  case number(UInt64)
  case text(String)
  case members([String: FieldValue])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .absent
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(UInt64.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else {
      self = .members(try value.decode([String: FieldValue].self))
    }
  }
}

/// Bytes written as hex digits, first byte first.
func bytes(hex: String) -> [UInt8] {
  var rest = Substring(hex)
  var bytes: [UInt8] = []
  while let byte = UInt8(rest.prefix(2), radix: 16) {
    bytes.append(byte)
    rest = rest.dropFirst(2)
  }
  precondition(rest.isEmpty, "not hex: \(rest)")
  return bytes
}

func hex(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}
