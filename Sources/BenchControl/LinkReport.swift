/// What is wrong with the line. Spec: bench.md, "The line".
package struct LinkReport: BenchRecord, Equatable, Sendable {
  package var to_pump = Way()
  package var from_pump = Way()

  package init() {}

  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("to_pump", &to_pump)
    fields.field("from_pump", &from_pump)
  }

  /// One direction.
  package struct Way: BenchRecord, Equatable, Sendable {
    package var seed: UInt64 = 0
    package var loss_ppm: UInt32 = 0
    package var duplicate_ppm: UInt32 = 0
    package var reorder_ppm: UInt32 = 0
    package var truncate_ppm: UInt32 = 0
    package var burst_ppm: UInt32 = 0
    /// The longest burst; left out without bursts.
    package var burst_bytes: Int?
    /// For each byte; all others are for each write.
    package var flip_ppm: UInt32 = 0
    package var merge_ppm: UInt32 = 0
    package var split_ppm: UInt32 = 0
    package var latency_ms: UInt64 = 0
    package var jitter_ms: UInt64 = 0
    package var stall_ppm: UInt32 = 0
    /// How long a stall lasts; left out without stalls.
    package var stall_ms: UInt64?
    /// Left out for as fast as can be.
    package var baud: UInt32?
    /// What has happened since the faults were set; left out without faults.
    package var counts: Counts?

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("seed", &seed)
      fields.field("loss_ppm", &loss_ppm)
      fields.field("duplicate_ppm", &duplicate_ppm)
      fields.field("reorder_ppm", &reorder_ppm)
      fields.field("truncate_ppm", &truncate_ppm)
      fields.field("burst_ppm", &burst_ppm)
      fields.field("burst_bytes", &burst_bytes)
      fields.field("flip_ppm", &flip_ppm)
      fields.field("merge_ppm", &merge_ppm)
      fields.field("split_ppm", &split_ppm)
      fields.field("latency_ms", &latency_ms)
      fields.field("jitter_ms", &jitter_ms)
      fields.field("stall_ppm", &stall_ppm)
      fields.field("stall_ms", &stall_ms)
      fields.field("baud", &baud)
      fields.field("counts", &counts)
    }
  }

  /// How often each fault has happened.
  package struct Counts: BenchRecord, Equatable, Sendable {
    package var writes: UInt64 = 0
    package var lost: UInt64 = 0
    package var duplicated: UInt64 = 0
    package var reordered: UInt64 = 0
    package var truncated: UInt64 = 0
    package var bursts: UInt64 = 0
    package var flipped: UInt64 = 0
    package var merged: UInt64 = 0
    package var split: UInt64 = 0
    package var stalls: UInt64 = 0

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("writes", &writes)
      fields.field("lost", &lost)
      fields.field("duplicated", &duplicated)
      fields.field("reordered", &reordered)
      fields.field("truncated", &truncated)
      fields.field("bursts", &bursts)
      fields.field("flipped", &flipped)
      fields.field("merged", &merged)
      fields.field("split", &split)
      fields.field("stalls", &stalls)
    }
  }
}
