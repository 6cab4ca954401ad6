import Quantities
import Telemetry

// What a record is put together from. Spec: memory.md, "Record".

extension ByteWriter {
  /// Puts down whether there is a moment, and the moment or zero.
  mutating func put(optional time: TherapyTime?) {
    put(time == nil ? 0 : 1 as UInt8)
    put(time?.rawValue ?? 0)
  }
}

extension ByteReader {
  /// A volume of the reservoir, which has four bytes since version 7.
  mutating func volume(isShort: Bool) -> Nanolitres {
    Nanolitres(rawValue: isShort ? UInt64(u32()) : u64())
  }

  /// Reads a moment as ``ByteWriter/put(optional:)`` puts it down.
  mutating func optionalTime() -> TherapyTime? {
    let isThere = flag()
    let time = u64()
    if !isThere && time != 0 { reject() }
    return isThere ? TherapyTime(rawValue: time) : nil
  }
}

extension DeliveryIntegral {
  /// Puts down its fields in a record.
  func encode(to writer: inout ByteWriter) {
    writer.put(basalPerDay.rawValue)
    writer.put(remainder)
    writer.put(owed.rawValue)
    writer.put(programmed.rawValue)
    writer.put(time.rawValue)
    writer.put(infusion?.kind.rawValue ?? 0)
    writer.put(infusion?.dose.rawValue ?? 0)
    writer.put(infusion?.duration.rawValue ?? 0)
    writer.put(infusion?.start.rawValue ?? 0)
    writer.put(infusion?.counted.rawValue ?? 0)
  }

  /// Reads its fields from a record.
  init(from reader: inout ByteReader) {
    let basal = Picograms(rawValue: reader.u64())
    let remainder = reader.u64()
    let owed = Picograms(rawValue: reader.u64())
    let programmed = Picograms(rawValue: reader.u64())
    self.init(basalPerDay: basal, from: .zero)
    if basal > Self.largestBasal || remainder >= Self.day || owed.rawValue > 1 << 60
      || programmed.rawValue > 1 << 62
    {
      reader.reject()
    }
    self.remainder = remainder
    self.owed = owed
    self.programmed = programmed
    time = TherapyTime(rawValue: reader.u64())
    let kind = InfusionKind.optional(from: &reader)
    let dose = Picograms(rawValue: reader.u64())
    let duration = Milliseconds(rawValue: reader.u64())
    let start = TherapyTime(rawValue: reader.u64())
    let counted = Picograms(rawValue: reader.u64())
    guard let kind else {
      if dose > .zero || duration > .zero || start > .zero || counted > .zero { reader.reject() }
      return
    }
    let isPossible =
      dose > .zero && dose.rawValue <= 1 << 60 && duration > .zero
      && duration.rawValue <= 1 << 53 && start <= time && counted <= dose
    if isPossible {
      infusion = Infusion(
        kind: kind, dose: dose, duration: duration, start: start, counted: counted)
    } else {
      reader.reject()
    }
  }
}
