package import BadLink
package import Quantities

/// What is wrong with the line. Spec: bench.md, "The line".
package struct LineFaultsAnswer: BenchRecord, Equatable, Sendable {
  package var to_pump = Way()
  package var from_pump = Way()

  package init() {}

  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("to_pump", &to_pump)
    fields.field("from_pump", &from_pump)
  }

  /// One direction. Its fields have the keys with which they are set.
  package struct Way: BenchRecord, Equatable, Sendable {
    package var seed: UInt64 = 0
    /// Burst and stall have their lengths where they have a chance, and the line its speed where
    /// it is not as fast as can be; else they are left out.
    package var faults = LinkFaults.none
    /// What has happened since the faults were set; left out without faults.
    package var counts: LinkCounts?

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("seed", &seed)
      for chance in LinkChance.allCases { fields.field(chance.name, &faults[chance]) }
      for length in LinkLength.allCases {
        switch length {
        case .latency, .jitter: fields.field(length.name, &faults[length])
        case .stall:
          var stall = faults.stall > .never ? faults[length] : nil
          fields.field(length.name, &stall)
          faults[length] = stall ?? .zero
        }
      }
      var bytes = faults.burst > .never ? faults.burstLength : nil
      fields.field(LinkSetting.burstKey, &bytes)
      faults.burstLength = bytes ?? LinkFaults.none.burstLength
      fields.field(LinkSetting.baudKey, &faults.baud)
      fields.field("counts", &counts)
    }
  }
}

extension LinkCounts: BenchRecord {
  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("writes", &writes)
    for chance in LinkChance.allCases { fields.field(chance.countName, &self[chance]) }
  }
}

extension Chance: BenchValue {
  package init?(_ tree: BenchTree) {
    guard let ppm = UInt32(tree) else { return nil }
    self.init(partsPerMillion: ppm)
  }

  package var tree: BenchTree { partsPerMillion.tree }
}

extension Milliseconds: BenchValue {
  package init?(_ tree: BenchTree) {
    guard let value = UInt64(tree) else { return nil }
    self.init(rawValue: value)
  }

  package var tree: BenchTree { rawValue.tree }
}
