import Telemetry
import TestLimits
import Testing

/// A damaged frame gives drops or nothing, never a message that was not sent; and the frame after
/// it is delivered.
@Suite(.limited)
struct DamageTests {
  /// A frame, taken from its fixture once and not for each of its thousands of damages.
  private struct Frame {
    let wire: [UInt8]
    let listener: Listener
    let delivered: Delivery

    init(_ fixture: GoodFrame) {
      wire = fixture.wire
      listener = fixture.listener
      delivered = fixture.delivered
    }
  }

  private let next = GoodFrame.all.filter { $0.name == "readStatus" || $0.name == "status" }
    .map(Frame.init)

  private func check(_ damaged: [UInt8], of frame: Frame, _ note: String) throws {
    let listener = frame.listener
    for delivery in listener.hears(damaged) where delivery != frame.delivered {
      #expect(delivery.isDrop, "\(note)")
    }
    let next = try #require(next.first { $0.listener == listener })
    #expect(listener.hears(damaged + next.wire).last == next.delivered, "\(note)")
  }

  @Test(arguments: GoodFrame.all)
  func `a frame that ends or begins anywhere but at its ends`(fixture: GoodFrame) throws {
    let frame = Frame(fixture)
    let wire = frame.wire
    for count in 0..<wire.count {
      try check(Array(wire.prefix(count)), of: frame, "first \(count) bytes")
      try check(Array(wire.suffix(count)), of: frame, "last \(count) bytes")
    }
    // Without its first delimiter a frame is whole for a listener who begins there.
    for count in 0..<wire.count - 1 {
      let heard = frame.listener.hears(Array(wire.suffix(count)))
      #expect(!heard.contains(frame.delivered), "last \(count) bytes")
    }
  }

  /// As when two programmers write to one line at once.
  @Test(arguments: GoodFrame.all)
  func `a frame whose bytes are mixed with another's`(fixture: GoodFrame) throws {
    let frame = Frame(fixture)
    let other = try #require(next.first { $0.listener == frame.listener })
    for length in 1...5 {
      let pieces = [frame.wire, other.wire].map { wire in
        stride(from: 0, to: wire.count, by: length).map { start in
          Array(wire[start..<min(start + length, wire.count)])
        }
      }
      let mixed = (0..<pieces.map(\.count).reduce(0, max)).flatMap { turn in
        pieces.flatMap { $0.indices.contains(turn) ? $0[turn] : [] }
      }
      for delivery in frame.listener.hears(mixed) {
        let wasSent = delivery == frame.delivered || delivery == other.delivered
        #expect(delivery.isDrop || wasSent, "by \(length)")
      }
      #expect(frame.listener.hears(mixed + other.wire).last == other.delivered, "by \(length)")
    }
  }

  @Test(arguments: GoodFrame.all)
  func `a frame with one byte missing anywhere`(fixture: GoodFrame) throws {
    let frame = Frame(fixture)
    for place in frame.wire.indices {
      var damaged = frame.wire
      damaged.remove(at: place)
      try check(damaged, of: frame, "without byte \(place)")
      if place > 0 && place < damaged.count {
        #expect(frame.listener.hears(damaged).areDrops, "without byte \(place)")
        #expect(frame.listener.hears(damaged) != [], "without byte \(place)")
      }
    }
  }

  @Test(arguments: GoodFrame.all)
  func `a frame with any one bit flipped`(fixture: GoodFrame) throws {
    let frame = Frame(fixture)
    for place in frame.wire.indices {
      for bit in 0..<8 {
        var damaged = frame.wire
        damaged[place] ^= 1 << UInt8(bit)
        try check(damaged, of: frame, "bit \(bit) of byte \(place)")
        #expect(
          frame.listener.hears(damaged).areDrops, "bit \(bit) of byte \(place)")
      }
    }
  }

  @Test(arguments: GoodFrame.all)
  func `a frame with any one byte replaced or doubled`(fixture: GoodFrame) throws {
    let frame = Frame(fixture)
    let wire = frame.wire
    for place in wire.indices {
      for value in [0, 1, 0xFF] as [UInt8] where wire[place] != value {
        var damaged = wire
        damaged[place] = value
        try check(damaged, of: frame, "byte \(place) = \(value)")
      }
      try check(
        Array(wire[...place] + wire[place...]), of: frame, "byte \(place) doubled")
    }
  }

  @Test func `a frame that comes back to its sender is dropped as unknown`() {
    for fixture in GoodFrame.all {
      let error = FrameError(.unknownMessage, at: 1, found: UInt32(fixture.spec.type))
      #expect(fixture.listener.opposite.hears(fixture.wire) == [.dropped(error)])
    }
  }
}
