import Quantities
import Telemetry

/// What the battery has given beyond what time and strokes explain, by the pump's own readings.
///
/// What a healthy pump uses follows from its time and its strokes. What is missing beside that is
/// the *excess*. From how it grows follows a *drain*: energy per day, measured over no less than two
/// days, so that a gauge which jumps once is no drain, and over up to 64, because a reading is
/// coarse. When the excess leaves what the drain foretold, the drain is measured anew from there.
/// Spec: therapy.md, "Battery".
struct BatteryAccount: Hashable, Sendable {
  /// Where the drain is measured from.
  struct Mark: Hashable, Sendable {
    /// Days since the factory.
    var day: UInt16 = 0
    /// The excess then, in nJ.
    var excess: Int64 = 0
  }

  /// How old a mark gets until another takes its place.
  private static var span: UInt16 { 32 }

  /// The excess by the last reading, in nJ; negative when the battery holds more than it should.
  private(set) var excess: Int64 = 0
  /// The day of the last reading, since the factory.
  private(set) var day: UInt16 = 0
  /// What the drain is measured from, and what will be next.
  private(set) var mark = Mark()
  private(set) var nextMark = Mark()

  /// What the excess grows by in a day, in nJ.
  var drainPerDay: UInt64 {
    guard day >= mark.day + 2 else { return 0 }
    return UInt64(bitPattern: max(growthPerDay, 0))
  }

  /// The excess at a moment, if the drain goes on until then.
  func excess(at time: TherapyTime) -> Int64 {
    let today = time.rawValue / DeliveryIntegral.day
    let since = UInt64(day)
    guard today > since else { return excess }
    let (more, isEndless) = drainPerDay.multipliedReportingOverflow(by: today - since)
    let limit: UInt64 = 1 << 61
    return excess + Int64(bitPattern: isEndless ? limit : min(more, limit))
  }

  /// Takes the excess by a reading made today. `unit` is what one step of a reading stands for.
  mutating func take(_ found: Int64, at time: TherapyTime, unit: Int64) {
    let today = UInt16(clamping: time.rawValue / DeliveryIntegral.day)
    guard today > day else {
      excess = found
      return
    }
    let length = UInt64(today - day)
    let growth = Int64(bitPattern: UInt64(today - day)) * growthPerDay
    let difference = found - excess - growth
    // Two readings are each right to a step; what was measured over few days to another.
    let steps: Int64 = length + UInt64(day - mark.day) < 8 ? 3 : 2
    let tolerance = steps * unit + (growth < 0 ? -growth : growth) / 16
    if difference > tolerance || difference < -tolerance {
      mark = Mark(day: day, excess: excess)
      nextMark = mark
    } else if today - nextMark.day >= Self.span {
      mark = nextMark
      nextMark = Mark(day: day, excess: excess)
    }
    excess = found
    day = today
  }

  private var growthPerDay: Int64 {
    guard day > mark.day else { return 0 }
    return (excess - mark.excess) / Int64(bitPattern: UInt64(day - mark.day))
  }
}

extension BatteryAccount {
  func encode(to writer: inout ByteWriter) {
    writer.put(UInt64(bitPattern: excess))
    writer.put(day)
    mark.encode(to: &writer)
    nextMark.encode(to: &writer)
  }

  init(from reader: inout ByteReader) {
    excess = reader.energy()
    day = reader.u16()
    mark = Mark(from: &reader)
    nextMark = Mark(from: &reader)
    if mark.day > nextMark.day || nextMark.day > day { reader.reject() }
  }
}

extension BatteryAccount.Mark {
  fileprivate func encode(to writer: inout ByteWriter) {
    writer.put(day)
    writer.put(UInt64(bitPattern: excess))
  }

  fileprivate init(from reader: inout ByteReader) {
    day = reader.u16()
    excess = reader.energy()
  }
}

extension ByteReader {
  /// Energy in nJ that may be negative: at most 2^60 either way.
  fileprivate mutating func energy() -> Int64 {
    let value = Int64(bitPattern: u64())
    let limit: Int64 = 1 << 60
    guard value <= limit, value >= -limit else {
      reject()
      return 0
    }
    return value
  }
}
