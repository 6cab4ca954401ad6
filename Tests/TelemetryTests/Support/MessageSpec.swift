import Foundation

/// `protocol-spec/messages.json` laid out by `protocol-spec/tools/spec.py`: the messages as data.
struct MessageSpec: Decodable, Sendable {
  var protocolVersion: Version
  var schemaHash: String
  var link: Link
  var types: [String: Int]
  var envelopes: [Envelope]
  var drops: [Drop]
  var enums: [String: Enumeration]
  var bits: [String: Bits]
  var messages: [Message]

  enum CodingKeys: String, CodingKey {
    case protocolVersion = "protocol"
    case schemaHash, link, types, envelopes, drops, enums, bits, messages
  }

  struct Version: Decodable, Sendable {
    var major: UInt8
    var minor: UInt8
  }

  struct Link: Decodable, Sendable {
    var delimiter: UInt8
    var wireBytesMax: Int
    var stuffedBytesMin: Int
    var stuffedBytesMax: Int
    var contentBytesMax: Int
    var checksumBytes: Int
    var messageBytesMax: Int
    var checksum: Checksum

    struct Checksum: Decodable, Sendable {
      var reflected: String
      var check: String
    }
  }

  struct Envelope: Decodable, Sendable {
    var name: String
    var kind: UInt8
    var retired: Bool?
    var tagBytes: Int?
    var fields: [Field]

    struct Field: Decodable, Sendable { var type: String }
  }

  struct Drop: Decodable, Sendable {
    var number: UInt8
    var name: String
  }

  struct Enumeration: Decodable, Sendable {
    var type: String
    var values: [Value]

    struct Value: Decodable, Sendable {
      var name: String
      var number: UInt8
      var kind: String?
    }
  }

  struct Bits: Decodable, Sendable {
    var type: String
    var members: [Member]

    struct Member: Decodable, Sendable {
      var name: String
      var low: Int
      var bits: Int
      var critical: Bool?
      var enumeration: String?

      enum CodingKeys: String, CodingKey {
        case name, low, bits, critical
        case enumeration = "enum"
      }

      var mask: UInt64 { (1 << UInt64(bits) - 1) << UInt64(low) }
    }
  }
}

extension MessageSpec {
  static let current: MessageSpec = {
    do {
      let laidOut = try PythonTool.run(["spec.py"])
      return try JSONDecoder().decode(MessageSpec.self, from: Data(laidOut.output.utf8))
    } catch {
      preconditionFailure("protocol-spec/messages.json cannot be laid out: \(error)")
    }
  }()

  subscript(message name: String) -> Message {
    guard let message = messages.first(where: { $0.name == name }) else {
      preconditionFailure("messages.json has no message \(name)")
    }
    return message
  }

  func numbers(of enumeration: String) -> [UInt64] {
    (enums[enumeration]?.values ?? []).map { UInt64($0.number) }
  }
}
