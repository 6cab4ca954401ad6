import Telemetry
import TestLimits
import TestSupport
import Testing

/// Random messages of every type, against the layouts in messages.json.
@Suite(.limited)
struct RoundTripTests {
  static let messageNames = MessageSpec.current.messages.map(\.name)

  @Test(arguments: messageNames)
  func `a message is laid out as its table says and decodes to itself`(name: String) throws {
    let spec = MessageSpec.current[message: name]
    let listener: Listener = spec.direction == .request ? .pump : .host
    let seed: UInt64 = 0x2026
    var random = SplitMix64(seed: seed)
    for round in 0..<300 {
      let values = WireValues(random: spec, using: &random)
      let message = WireMessage(spec, values)
      let request = UInt16(truncatingIfNeeded: random.next() >> (random.next() % 16))
      let header = MessageHeader(.open, request: request)
      let wire = message.wire(id: request)
      let content = PlainFrame.header(type: spec.type, request: request) + values.body(of: spec)
      #expect(hex(wire) == hex(PlainFrame.wire(content)), "seed \(seed), round \(round)")
      #expect(
        listener.hears(wire) == [.message(header, message)], "seed \(seed), round \(round)")
    }
  }

  @Test(arguments: messageNames)
  func `every field is seen in exactly its own bytes`(name: String) throws {
    let spec = MessageSpec.current[message: name]
    var random = SplitMix64(seed: 99)
    for field in spec.fields {
      var differing: Set<Int> = []
      var isFree = false
      let body = 4
      let places = body + field.offset..<body + field.offset + field.size
      // Rules between fields may forbid a change of this one alone; those draws are passed over.
      for round in 0..<400 where round < 30 || differing != Set(places) {
        let values = WireValues(random: spec, using: &random)
        let other = WireValues(random: spec, using: &random)
        let changed = values.with(field, from: other)
        guard spec.rules.allSatisfy({ !$0.when.isMet(by: changed) || $0.then.isMet(by: changed) })
        else { continue }
        if !field.isInteger || changed[field.name] != values[field.name] { isFree = true }
        let before = try content(WireMessage(spec, values).wire(id: 1))
        let after = try content(WireMessage(spec, changed).wire(id: 1))
        differing.formUnion(before.indices.filter { before[$0] != after[$0] })
      }
      #expect(differing.isSubset(of: places), "\(field.name)")
      // Bytes above an enum's, a bit set's or a range's highest value never change.
      let isFull = field.allows(field.top)
      // One that others say the same of never changes alone, and a rule says so.
      let isTied = spec.rules.contains { [$0.when.field, $0.then.field].contains(field.name) }
      guard isFree || !isTied else { continue }
      #expect(isFull ? differing == Set(places) : !(differing.isEmpty && varies(field)))
    }
  }

  private func varies(_ field: MessageSpec.Field) -> Bool {
    !field.isInteger || (0...255).count { field.allows(UInt64($0)) } > 1
  }

  private func content(_ wire: [UInt8]) throws -> [UInt8] {
    var decoder = FrameDecoder()
    var position = 0
    try #require(decoder.next(wire.span, from: &position) == .frame)
    return decoder.withContent { span in span.indices.map { span[$0] } }
  }

  @Test(arguments: messageNames)
  func `a message at its longest fits a frame, sealed too`(name: String) {
    let spec = MessageSpec.current[message: name]
    #expect(3 + spec.bodyBytes <= FrameLimits.messageBytes)
    var values = WireValues()
    for field in spec.fields {
      if !field.isInteger {
        values[bytes: field.name] = [UInt8](repeating: 0x7E, count: field.size)
      } else {
        values[field.name] = field.highest
      }
    }
    for rule in spec.rules where rule.when.isMet(by: values) {
      values[rule.then.field] = rule.then.equals ?? 1
    }
    let message = WireMessage(spec, values)
    #expect(message.wire(id: .max).count == 3 + 4 + spec.bodyBytes + FrameLimits.checksumBytes)
    var sealing = SessionSeal(.some, session: .max, at: .pump)
    let sealed = message.sealed(id: .max, on: &sealing)
    #expect(sealed.count == 3 + 12 + spec.bodyBytes + 16 + FrameLimits.checksumBytes)
    #expect(sealed.count <= FrameLimits.wireBytes)
  }

  @Test func `a stream of statuses is decoded without building whole replies`() throws {
    let fixtures = GoodFrame.all.filter { $0.message == "status" }
    let stream = fixtures.flatMap(\.wire)
    var decoder = FrameDecoder()
    var position = 0
    for fixture in fixtures {
      try #require(decoder.next(stream.span, from: &position) == .frame)
      let (header, type) = try decoder.replyHeader()
      #expect(header == fixture.header)
      #expect(type == .status)
      let status = try decoder.status()
      #expect(.message(header, .reply(.status(status))) == fixture.delivered)
    }
    #expect(decoder.next(stream.span, from: &position) == nil)
  }
}

extension MessageSpec.Field {
  /// The highest value the field may have.
  var highest: UInt64 {
    if allows(max ?? top) { return max ?? top }
    return (0...255).map { UInt64($0) }.last(where: allows) ?? 0
  }
}

extension WireValues {
  /// These values with one field from others.
  func with(_ field: MessageSpec.Field, from other: WireValues) -> WireValues {
    var values = self
    if !field.isInteger {
      values[bytes: field.name] = other[bytes: field.name]
    } else {
      values[field.name] = other[field.name]
    }
    return values
  }
}
