import Telemetry
import TestLimits
import Testing

/// A damaged frame gives drops or nothing, never a message that was not sent; and the frame after
/// it is delivered.
@Suite(.limited)
struct DamageTests {
  private let next = GoodFrame.all.filter { $0.name == "readStatus" || $0.name == "status" }

  private func check(_ damaged: [UInt8], of fixture: GoodFrame, _ note: String) throws {
    let listener = fixture.listener
    for delivery in listener.hears(damaged) where delivery != fixture.delivered {
      #expect(delivery.isDrop, "\(note)")
    }
    let next = try #require(next.first { $0.listener == listener })
    #expect(listener.hears(damaged + next.wire).last == next.delivered, "\(note)")
  }

  @Test(arguments: GoodFrame.all)
  func `a frame that ends or begins anywhere but at its ends`(fixture: GoodFrame) throws {
    let wire = fixture.wire
    for count in 0..<wire.count {
      try check(Array(wire.prefix(count)), of: fixture, "first \(count) bytes")
      try check(Array(wire.suffix(count)), of: fixture, "last \(count) bytes")
    }
    // Without its first delimiter a frame is whole for a listener who begins there.
    for count in 0..<wire.count - 1 {
      let heard = fixture.listener.hears(Array(wire.suffix(count)))
      #expect(!heard.contains(fixture.delivered), "last \(count) bytes")
    }
  }

  /// As when two programmers write to one line at once.
  @Test(arguments: GoodFrame.all)
  func `a frame whose bytes are mixed with another's`(fixture: GoodFrame) throws {
    let other = try #require(next.first { $0.listener == fixture.listener })
    for length in 1...5 {
      let pieces = [fixture.wire, other.wire].map { wire in
        stride(from: 0, to: wire.count, by: length).map { start in
          Array(wire[start..<min(start + length, wire.count)])
        }
      }
      let mixed = (0..<pieces.map(\.count).reduce(0, max)).flatMap { turn in
        pieces.flatMap { $0.indices.contains(turn) ? $0[turn] : [] }
      }
      for delivery in fixture.listener.hears(mixed) {
        let wasSent = delivery == fixture.delivered || delivery == other.delivered
        #expect(delivery.isDrop || wasSent, "by \(length)")
      }
      #expect(fixture.listener.hears(mixed + other.wire).last == other.delivered, "by \(length)")
    }
  }

  @Test(arguments: GoodFrame.all)
  func `a frame with one byte missing anywhere`(fixture: GoodFrame) throws {
    for place in fixture.wire.indices {
      var damaged = fixture.wire
      damaged.remove(at: place)
      try check(damaged, of: fixture, "without byte \(place)")
      if place > 0 && place < damaged.count {
        #expect(fixture.listener.hears(damaged).areDrops, "without byte \(place)")
        #expect(fixture.listener.hears(damaged) != [], "without byte \(place)")
      }
    }
  }

  @Test(arguments: GoodFrame.all)
  func `a frame with any one bit flipped`(fixture: GoodFrame) throws {
    for place in fixture.wire.indices {
      for bit in 0..<8 {
        var damaged = fixture.wire
        damaged[place] ^= 1 << UInt8(bit)
        try check(damaged, of: fixture, "bit \(bit) of byte \(place)")
        #expect(
          fixture.listener.hears(damaged).areDrops, "bit \(bit) of byte \(place)")
      }
    }
  }

  @Test(arguments: GoodFrame.all)
  func `a frame with any one byte replaced or doubled`(fixture: GoodFrame) throws {
    let wire = fixture.wire
    for place in wire.indices {
      for value in [0, 1, 0xFF] as [UInt8] where wire[place] != value {
        var damaged = wire
        damaged[place] = value
        try check(damaged, of: fixture, "byte \(place) = \(value)")
      }
      try check(
        Array(wire[...place] + wire[place...]), of: fixture, "byte \(place) doubled")
    }
  }

  @Test func `a frame that comes back to its sender is dropped as unknown`() {
    for fixture in GoodFrame.all {
      let error = FrameError(.unknownMessage, at: 1, found: UInt32(fixture.spec.type))
      #expect(fixture.listener.opposite.hears(fixture.wire) == [.dropped(error)])
    }
  }
}
