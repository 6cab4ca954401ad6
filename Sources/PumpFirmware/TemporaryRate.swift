public import Quantities
public import Telemetry

/// A temporary rate or a planned stop in place of the programme's basal infusion, with what of the
/// programme it stands for. Spec: therapy.md, "Temporary rate".
///
/// All numbers of one that does not run are zero.
public struct TemporaryRate: Hashable, Sendable {
  /// How long it lasts in minutes; zero when none runs.
  public internal(set) var minutes: UInt16 = 0
  /// Its rate; zero in a planned stop.
  public internal(set) var dose = DoseRate.zero
  /// Why it was ordered.
  public internal(set) var reason = TemporaryReason.other
  /// When it began.
  public internal(set) var start = TherapyTime.zero
  /// Whether the tone before its end has sounded, or none belongs to so short a time.
  var isReminded = false
  /// What the programme would infuse in a day by its basal rate now. It is not stored, for it
  /// follows from the rest.
  var programmePerDay = Picograms.zero
  /// What the programme would have given up to ``counted``, with the boluses that were skipped.
  var foregone = Picograms.zero
  /// What the division by the day has left over of it, in pg times ms per day.
  var remainder: UInt64 = 0
  /// The moment up to which the programme is counted.
  var counted = TherapyTime.zero

  /// Whether one runs.
  public var isRunning: Bool { minutes > 0 }

  /// Whether it is one that infuses nothing.
  var isPlannedStop: Bool { minutes > 0 && dose == .zero }

  /// When it ends by itself.
  public var end: TherapyTime { start.after(.minutes(UInt64(minutes))) }

  /// Counts what the programme would have given up to a moment, or to its end if that is earlier.
  /// Its rate is that of ``programmePerDay`` since ``counted``.
  @inline(never)
  mutating func count(to moment: TherapyTime) {
    let moment = min(moment, end)
    guard moment > counted else { return }
    let (drug, rest) = DeliveryIntegral.drug(
      programmePerDay, over: moment.since(counted), and: remainder)
    foregone += Picograms(rawValue: drug)
    remainder = rest
    counted = moment
  }

  /// What it has given by a moment, or by its end if that is earlier; rounded down.
  @inline(never)
  func given(by moment: TherapyTime) -> Picograms {
    let span = min(moment, end).since(start)
    return Picograms(rawValue: DeliveryIntegral.drug(dose.perDay, over: span, and: 0).drug)
  }

  /// The next moment at which it does something by itself: sounds its tone, or ends.
  func next(_ limits: TemporaryLimits) -> TherapyTime {
    if isReminded { return end }
    return start.after(.minutes(UInt64(minutes > limits.reminder ? minutes - limits.reminder : 0)))
  }
}

/// How it stands in a record. Spec: memory.md, "Record".
extension TemporaryRate {
  /// Puts down one that was counted up to the record's moment.
  func encode(at time: TherapyTime, to writer: inout ByteWriter) {
    writer.put(minutes)
    guard minutes > 0 else { return }
    writer.put(dose.nanogramsPerDay)
    writer.put(reason.rawValue | (isReminded ? 0x80 : 0))
    writer.put(UInt32(truncatingIfNeeded: time.since(start).rawValue))
    writer.put(foregone.rawValue)
    writer.put(UInt32(truncatingIfNeeded: remainder))
  }

  /// Reads one from a record of a moment.
  init(at time: TherapyTime, from reader: inout ByteReader) {
    minutes = reader.u16()
    guard minutes > 0 else { return }
    dose = reader.doseRate()
    let bits = reader.u8()
    isReminded = bits & 0x80 != 0
    reason = TemporaryReason(rawValue: bits & 0x7F) ?? .other
    if TemporaryReason(rawValue: bits & 0x7F) == nil { reader.reject() }
    let elapsed = TherapyTime(rawValue: UInt64(reader.u32()))
    foregone = Picograms(rawValue: reader.u64())
    remainder = UInt64(reader.u32())
    guard let start = time.minus(elapsed), elapsed <= TherapyTime.zero.after(length),
      foregone.rawValue <= 1 << 60, remainder < DeliveryIntegral.day
    else {
      reader.reject()
      return
    }
    self.start = start
    counted = time
  }

  private var length: Milliseconds { .minutes(UInt64(minutes)) }
}
