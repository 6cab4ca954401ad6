import Quantities

/// The layout, little endian:
///
///     offset  bytes  field
///          0      1  kind
///          1      8  seed
///          9     80  profile: 20 parameters, 4 each
///         89    152  ``VirtualPatient``
///        241      8  what the body had received before, pg
///        249      8  luck
///        257     12  habits: hears, patience, delay, 4 each
///        269      4  time of day at the patient's time zero, ms
///        273      8  tones noticed
///        281      8  calls
///        289      9  last call: reason and 1 (1; 0 for none), moment (8)
///        298     14  mind: tones (4), critical and away (a bit each; 1), since and 1 (8; 0 for
///                    none), called for (1)
///        312      8  what arrived since it was felt last, pg
///        320      4  over what time, ms
///        324     16  today
///        340      1  number of days in the diary, 0 through 90
///        341   1440  90 days, the last first, 16 each; those not in use are zero
///
/// A day is the drug in pg (6), the highest and the lowest tone (2 each), spasms (2), drowsiness
/// and withdrawal (4 bits each, the lowest first), tones (2) and calls (1). The numbers of a person
/// are kept besides kind and seed: who is ill stays as they are whatever a later population draws.
extension Patient {
  /// The size of a snapshot, in bytes; the same for every patient.
  public static var snapshotBytes: Int { diaryOffset + 1 + PatientDiary.most * dayBytes }

  private static var parameters: Int { 20 }
  private static var modelOffset: Int { 9 + parameters * 4 }
  private static var restOffset: Int { modelOffset + VirtualPatient.snapshotBytes }
  private static var todayOffset: Int { restOffset + 83 }
  private static var diaryOffset: Int { todayOffset + dayBytes }
  static var dayBytes: Int { 16 }

  /// Appends the whole state; traps when there is no room.
  public func encode(into bytes: inout OutputSpan<UInt8>) {
    put(UInt64(kind.rawValue), 1, into: &bytes)
    put(seed, 8, into: &bytes)
    var parameters = PatientParameter.all
    while let parameter = parameters.next() {
      put(UInt64(model.profile[parameter]), 4, into: &bytes)
    }
    model.encode(into: &bytes)
    put(before.rawValue, 8, into: &bytes)
    put(luck.state, 8, into: &bytes)
    put(UInt64(habits.hears), 4, into: &bytes)
    put(UInt64(habits.patience), 4, into: &bytes)
    put(UInt64(habits.delay), 4, into: &bytes)
    put(timeOfDay.rawValue, 4, into: &bytes)
    put(heard, 8, into: &bytes)
    put(calls, 8, into: &bytes)
    put(lastCall.map { UInt64($0.reason.rawValue) + 1 } ?? 0, 1, into: &bytes)
    put(lastCall?.time.rawValue ?? 0, 8, into: &bytes)
    put(UInt64(mind.tones), 4, into: &bytes)
    put((mind.isCritical ? 1 : 0) | (mind.isAway ? 2 : 0), 1, into: &bytes)
    put(mind.troubledSince.map { $0.rawValue + 1 } ?? 0, 8, into: &bytes)
    put(UInt64(mind.calledFor), 1, into: &bytes)
    put(arriving.rawValue, 8, into: &bytes)
    put(waited, 4, into: &bytes)
    today.encode(into: &bytes)
    put(UInt64(diary.count), 1, into: &bytes)
    for back in 0..<diary.count { diary[back].encode(into: &bytes) }
    putZeros((PatientDiary.most - diary.count) * Self.dayBytes, into: &bytes)
  }

  /// The patient a snapshot was taken of, or `nil` when there cannot be one like it. No bytes make
  /// it trap.
  public init?(snapshot bytes: Span<UInt8>) {
    guard bytes.count == Self.snapshotBytes, let kind = PatientKind(rawValue: bytes[0]) else {
      return nil
    }
    let profile: PatientProfile
    do throws(PatientProfileError) {
      profile = try PatientProfile {
        UInt32(get(4, from: bytes, at: 9 + 4 * Int($0.rawValue)))
      }
    } catch { return nil }
    let rest = Self.restOffset
    let count = Int(bytes[Self.diaryOffset])
    guard
      let model = VirtualPatient(from: bytes, at: Self.modelOffset, profile: profile),
      model.now.rawValue <= 1 << 53, model.given.rawValue >> 60 == 0,
      let habits = PatientHabits(
        hears: UInt32(get(4, from: bytes, at: rest + 16)),
        patience: UInt32(get(4, from: bytes, at: rest + 20)),
        delay: UInt32(get(4, from: bytes, at: rest + 24))),
      let today = PatientDay(from: bytes, at: Self.todayOffset), count <= PatientDiary.most
    else { return nil }
    self.init(
      kind, seed: get(8, from: bytes, at: 1), model, habits,
      timeOfDay: Milliseconds(rawValue: get(4, from: bytes, at: rest + 28)))
    before = Picograms(rawValue: get(8, from: bytes, at: rest))
    luck = SeededGenerator(seed: get(8, from: bytes, at: rest + 8))
    heard = get(8, from: bytes, at: rest + 32)
    calls = get(8, from: bytes, at: rest + 40)
    arriving = Picograms(rawValue: get(8, from: bytes, at: rest + 71))
    waited = get(4, from: bytes, at: rest + 79)
    self.today = today
    guard restoreCalls(from: bytes, at: rest + 48), isPossible,
      let diary = PatientDiary(from: bytes, at: Self.diaryOffset + 1, count: count)
    else { return nil }
    self.diary = diary
  }

  private mutating func restoreCalls(from bytes: Span<UInt8>, at offset: Int) -> Bool {
    let call = TherapyTime(rawValue: get(8, from: bytes, at: offset + 1))
    if bytes[offset] > 0 {
      guard let reason = PatientCall.Reason(rawValue: bytes[offset] - 1) else { return false }
      lastCall = PatientCall(reason: reason, time: call)
    } else if call > .zero {
      return false
    }
    let since = get(8, from: bytes, at: offset + 14)
    mind = PatientMind(
      tones: UInt32(get(4, from: bytes, at: offset + 9)), isCritical: bytes[offset + 13] & 1 != 0,
      isAway: bytes[offset + 13] & 2 != 0,
      troubledSince: since == 0 ? nil : TherapyTime(rawValue: since - 1),
      calledFor: bytes[offset + 22])
    return bytes[offset + 13] < 4
  }

  /// Whether no moment is to come, and nothing was counted that would overflow later.
  private var isPossible: Bool {
    timeOfDay.rawValue < Self.day && before.rawValue >> 60 == 0 && heard >> 53 == 0
      && calls >> 53 == 0 && (lastCall?.time ?? now) <= now && (lastCall == nil) == (calls == 0)
      && mind.tones <= PatientMind.most && (mind.troubledSince ?? now) <= now
      && mind.calledFor <= 3 && arriving.rawValue >> 60 == 0
      && waited < Self.interval.rawValue && today.received <= given
  }
}
