import Telemetry
import TestLimits
import TestSupport
import Testing

/// What a field allows and what not, for every field of every message, from messages.json.
@Suite(.limited)
struct FieldLimitTests {
  static let messageNames = MessageSpec.current.messages.map(\.name)
  private let bodyOffset = 4

  private func hears(_ spec: MessageSpec.Message, _ body: [UInt8]) -> [Delivery] {
    let listener: Listener = spec.direction == .request ? .pump : .host
    let header = PlainFrame.header(type: spec.type, request: 1)
    return listener.hears(PlainFrame.wire(header + body))
  }

  private func isFree(_ field: MessageSpec.Field, in spec: MessageSpec.Message) -> Bool {
    !spec.rules.contains { $0.when.field == field.name || $0.then.field == field.name }
  }

  /// Values at and around every edge of a field's range.
  private func edges(_ field: MessageSpec.Field) -> [UInt64] {
    if field.size == 1 { return (0...255).map { UInt64($0) } }
    var edges: Set<UInt64> = [0, 1, field.top, field.top - 1]
    for edge in [field.min, field.max, field.absent].compactMap({ $0 }) {
      edges.formUnion([edge, edge &+ 1, edge &- 1].filter { $0 <= field.top })
    }
    if field.bits != nil { edges.formUnion((0..<8 * field.size).map { 1 << UInt64($0) }) }
    return edges.sorted()
  }

  @Test(arguments: messageNames)
  func `a field takes what its type allows, and anything else costs the message`(
    name: String
  ) {
    let spec = MessageSpec.current[message: name]
    var random = SplitMix64(seed: 5)
    for field in spec.fields where field.isInteger {
      for value in edges(field) {
        var values = WireValues(random: spec, using: &random)
        values[field.name] = value
        let heard = hears(spec, values.body(of: spec))
        if !field.allows(value) {
          let end = UInt32(bodyOffset + field.offset + field.size)
          let error = FrameError(.invalidField, at: 1, found: end)
          #expect(heard == [.dropped(error)], "\(field.name) = \(value)")
        } else if isFree(field, in: spec) {
          let message = WireMessage(spec, values)
          let delivery = Delivery.message(MessageHeader(.open, request: 1), message)
          #expect(heard == [delivery], "\(field.name) = \(value)")
        }
      }
    }
  }

  @Test(arguments: messageNames)
  func `a rule between fields costs the message that breaks it`(name: String) {
    let spec = MessageSpec.current[message: name]
    var random = SplitMix64(seed: 6)
    for rule in spec.rules {
      guard let then = spec.fields.first(where: { $0.name == rule.then.field }) else {
        Issue.record("a rule about no field: \(rule)")
        continue
      }
      var broken = 0
      for _ in 0..<2000 where broken < 20 {
        var values = WireValues(random: spec, using: &random)
        guard rule.when.isMet(by: values) else { continue }
        let other = then.highest == rule.then.equals ? then.highest - 1 : then.highest
        values[then.name] = rule.then.differs ?? other
        // Only where this rule is the first one broken is it the one that is named.
        guard !rule.then.isMet(by: values), isFirstBroken(rule, in: spec, by: values) else {
          continue
        }
        broken += 1
        let end = UInt32(bodyOffset + then.offset + then.size)
        let error = FrameError(.invalidField, at: 1, found: end)
        #expect(hears(spec, values.body(of: spec)) == [.dropped(error)], "\(rule)")
      }
      #expect(broken == 20, "the rule was never tried: \(rule)")
    }
  }

  private func isFirstBroken(
    _ rule: MessageSpec.Rule, in spec: MessageSpec.Message, by values: WireValues
  ) -> Bool {
    spec.rules.first { $0.when.isMet(by: values) && !$0.then.isMet(by: values) }?.then.field
      == rule.then.field
  }

  @Test(arguments: messageNames)
  func `a text takes printable characters, then zeros`(name: String) {
    let spec = MessageSpec.current[message: name]
    var random = SplitMix64(seed: 8)
    for field in spec.fields where field.isText {
      for place in 0..<field.size {
        for byte in 0...UInt8.max {
          var values = WireValues(random: spec, using: &random)
          values[bytes: field.name] = [UInt8](repeating: 0x41, count: place) + [byte]
          let heard = hears(spec, values.body(of: spec))
          let isPrintable = (0x20...0x7E).contains(byte)
          let end = UInt32(bodyOffset + field.offset + place + 1)
          let error = FrameError(.invalidField, at: 1, found: end)
          #expect((heard == [.dropped(error)]) == (!isPrintable && byte != 0))
          #expect(heard.areDrops == (!isPrintable && byte != 0))
        }
      }
    }
  }

  @Test(arguments: messageNames)
  func `a body of another length costs the message`(name: String) {
    let spec = MessageSpec.current[message: name]
    var random = SplitMix64(seed: 9)
    let body = WireValues(random: spec, using: &random).body(of: spec)
    for count in 0..<body.count {
      let found = UInt32(bodyOffset + count)
      let error = FrameError(.wrongLength, at: 1, found: found)
      #expect(hears(spec, Array(body.prefix(count))) == [.dropped(error)], "\(count)")
    }
    // As many as fit a frame: beyond that it is too long for any message.
    let room = FrameLimits.contentBytes - FrameLimits.checksumBytes - bodyOffset - body.count
    for extra in 1...min(40, room) {
      let error = FrameError(
        .wrongLength, at: 1, expected: UInt32(bodyOffset + body.count),
        found: UInt32(bodyOffset + body.count + extra))
      #expect(hears(spec, body + random.bytes(extra)) == [.dropped(error)], "\(extra) more")
    }
  }
}
