package import Quantities
package import Telemetry

/// A running hash over what happens in a pump's life, FNV-1a with a fold: the same for the same
/// events at the same moments on any machine, with or without a heap. It finds accidents, not
/// attackers.
package struct LifeHash: Hashable, Sendable {
  /// What it is so far.
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The hash of a life in which nothing has happened yet.
  package init() {}

  private mutating func mix(_ number: UInt64) {
    value = (value ^ number) &* 0x100_0000_01B3
    value ^= value >> 29
  }

  private mutating func mix(_ bytes: Span<UInt8>) {
    // With their number, so that two runs of bytes are not one.
    mix(UInt64(bytes.count))
    for place in bytes.indices { value = (value ^ UInt64(bytes[place])) &* 0x100_0000_01B3 }
  }

  /// Mixes in the moment of the event that comes next: true therapy time, and time on the link.
  package mutating func moment(_ therapy: TherapyTime, _ link: LinkTime) {
    mix(therapy.rawValue)
    mix(link.rawValue)
  }

  /// The motor was told to make strokes, and made so many.
  package mutating func strokes(commanded: UInt32, made: UInt32) {
    mix(1)
    mix(UInt64(commanded) << 32 | UInt64(made))
  }

  /// Bytes went over the line: 1 to the pump, 2 from it.
  package mutating func frame(way: UInt8, _ bytes: Span<UInt8>) {
    mix(2)
    mix(UInt64(way))
    mix(bytes)
  }

  /// A record was written to a slot, so long and with this CRC-32C.
  package mutating func record(slot: UInt8, bytes: Int, checksum: UInt32, isGood: Bool) {
    mix(3)
    mix(UInt64(slot))
    write(bytes, checksum, isGood)
  }

  /// Entries were written to the log's ring from a place on, so long and with this CRC-32C.
  package mutating func log(place: UInt16, bytes: Int, checksum: UInt32, isGood: Bool) {
    mix(4)
    mix(UInt64(place))
    write(bytes, checksum, isGood)
  }

  private mutating func write(_ bytes: Int, _ checksum: UInt32, _ isGood: Bool) {
    mix(UInt64(bytes) << 1 | (isGood ? 1 : 0))
    mix(UInt64(checksum))
  }

  /// A tone sounded while these alarms were active.
  package mutating func tone(_ tone: Tone, _ alarms: AlarmSet) {
    mix(5)
    mix(UInt64(tone.rawValue) << 16 | UInt64(alarms.bits))
  }

  /// An order was carried out.
  package mutating func order(session: UInt32, request: UInt16) {
    mix(6)
    mix(UInt64(session) << 16 | UInt64(request))
  }

  /// Power failed.
  package mutating func powerFailed() { mix(7) }

  /// The firmware started on its memory.
  package mutating func started(_ cause: ResetCause) {
    mix(8)
    mix(UInt64(cause.rawValue))
  }

  /// The patient has got so much.
  package mutating func received(_ drug: Picograms) {
    mix(9)
    mix(drug.rawValue)
  }
}
