import Telemetry
import TestLimits
import Testing

@Suite(.limited)
struct SchemaTests {
  /// The canonical listing, made a second time from the rules in messages.md.
  private func listing(_ spec: MessageSpec) -> String {
    var lines: [String] = []
    for message in spec.messages.sorted(by: { $0.type < $1.type }) {
      let fields = message.fields.map { field in
        field.name + ":" + field.type + ((field.enumeration ?? field.bits).map { "<\($0)>" } ?? "")
      }
      lines.append("\(message.name):\(message.type)(\(fields.joined(separator: ",")))")
    }
    for (name, values) in spec.enums.sorted(by: { $0.key < $1.key }) {
      let values = values.values.sorted { $0.number < $1.number }.map { "\($0.name)=\($0.number)" }
      lines.append("\(name):u8(\(values.joined(separator: ",")))")
    }
    for (name, bits) in spec.bits.sorted(by: { $0.key < $1.key }) {
      let members = bits.members.sorted { $0.low < $1.low }.map { member in
        "\(member.name)=\(member.low)+\(member.bits)"
          + (member.enumeration.map { "<\($0)>" } ?? "")
      }
      lines.append("\(name):\(bits.type)(\(members.joined(separator: ",")))")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func text(_ hash: UInt32) -> String {
    let digits = String(hash, radix: 16, uppercase: true)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  @Test func `the schema hash is the checksum of the canonical listing`() {
    let hash = CRC32C.checksum(Array(listing(.current).utf8).span)
    #expect(text(hash) == MessageSpec.current.schemaHash)
    #expect(text(Schema.hash) == MessageSpec.current.schemaHash)
  }

  @Test func `any change of a layout changes the hash`() {
    let hash = listing(.current)
    var spec = MessageSpec.current
    spec.messages[1].fields.swapAt(0, 1)
    #expect(listing(spec) != hash)
    spec = .current
    spec.messages[1].fields[1].type = "u16"
    #expect(listing(spec) != hash)
    spec = .current
    spec.messages[1].type += 1
    #expect(listing(spec) != hash)
    spec = .current
    spec.enums["role"]?.values.removeLast()
    #expect(listing(spec) != hash)
    spec = .current
    spec.bits["alarms"]?.members[0].low = 15
    #expect(listing(spec) != hash)
  }

  @Test func `an identity made by this build carries its hash and version`() {
    let identity = Identity(
      model: ShortText(), serial: ShortText(),
      firmware: FirmwareVersion(major: 1, minor: 2, patch: 3))
    #expect(identity.schema == Schema.hash)
    #expect(identity.protocolVersion == .current)
    #expect(identity.firmware == FirmwareVersion(major: 1, minor: 2, patch: 3))
  }

  @Test func `the fixtures carry the hash of this version`() {
    let carriers = GoodFrame.all.filter { fixture in
      fixture.spec.fields.contains { $0.name == "schema" }
    }
    #expect(carriers.count >= 4)
    for fixture in carriers {
      #expect(WireValues(fixture)["schema"] == UInt64(Schema.hash), "\(fixture.name)")
    }
  }
}
