/// What a page is told to draw: values that JSON can hold, objects in the order they were made in.
indirect enum ViewValue: Equatable {
  case null
  case flag(Bool)
  case number(Int64)
  case text(String)
  case list([ViewValue])
  case object([ViewField])

  /// Adds the value to a text of JSON. RFC 8259.
  func write(to json: inout [UInt8]) {
    switch self {
    case .null: json += "null".utf8
    case .flag(let value): json += (value ? "true" : "false").utf8
    case .number(let value): json += String(value).utf8
    case .text(let value): Self.write(value, to: &json)
    case .list(let values):
      json.append(UInt8(ascii: "["))
      for place in values.indices {
        if place > 0 { json.append(UInt8(ascii: ",")) }
        values[place].write(to: &json)
      }
      json.append(UInt8(ascii: "]"))
    case .object(let fields):
      json.append(UInt8(ascii: "{"))
      for place in fields.indices {
        if place > 0 { json.append(UInt8(ascii: ",")) }
        Self.write(fields[place].name, to: &json)
        json.append(UInt8(ascii: ":"))
        fields[place].value.write(to: &json)
      }
      json.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, to json: inout [UInt8]) {
    json.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        json.append(UInt8(ascii: "\\"))
        json.append(byte)
      case 0x0A: json += "\\n".utf8
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        json += "\\u00".utf8
        json.append(digits[Int(byte >> 4)])
        json.append(digits[Int(byte & 15)])
      default: json.append(byte)
      }
    }
    json.append(UInt8(ascii: "\""))
  }

  /// The value of a field; `nil` where this has no such field.
  subscript(name: String) -> ViewValue? {
    guard case .object(let fields) = self else { return nil }
    return fields.first { $0.name == name }?.value
  }
}

/// A field of an object. There are hundreds of them, so each is a call and not its code again.
struct ViewField: Equatable {
  /// What it is called.
  let name: String
  /// What it holds.
  let value: ViewValue

  @inline(never)
  init(_ name: String, _ value: ViewValue) {
    self.name = name
    self.value = value
  }

  @inline(never)
  init(_ name: String, _ value: String) { self.init(name, .text(value)) }
  @inline(never)
  init(_ name: String, _ value: Int) { self.init(name, .number(Int64(value))) }
  @inline(never)
  init(_ name: String, _ value: UInt64) { self.init(name, .number(Int64(clamping: value))) }
  @inline(never)
  init(_ name: String, _ value: Bool) { self.init(name, .flag(value)) }
}
