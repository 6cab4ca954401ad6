import Quantities
import Telemetry

/// The drug that ordered boluses and primes gave in the last 24 hours. Spec: therapy.md, "Largest
/// step".
///
/// The last two are kept apart; those before them count together, until the last of them is over.
struct GivenDoses: Hashable, Sendable {
  /// An amount, and until when it counts.
  struct Dose: Hashable, Sendable {
    var nanograms: UInt32
    var until: TherapyTime

    static let none = Dose(nanograms: 0, until: .zero)
  }

  var earlier = Dose.none
  var middle = Dose.none
  var last = Dose.none

  /// Adds an amount that was given by a moment.
  mutating func add(_ nanograms: UInt32, at time: TherapyTime) {
    guard nanograms > 0 else { return }
    if time >= earlier.until { earlier = .none }
    if time >= middle.until { middle = .none }
    if time >= last.until { last = .none }
    if middle != .none {
      let (sum, overflow) = earlier.nanograms.addingReportingOverflow(middle.nanograms)
      earlier = Dose(nanograms: overflow ? .max : sum, until: middle.until)
    }
    middle = last
    last = Dose(nanograms: nanograms, until: time.after(.hours(24)))
  }

  /// What counts at a moment.
  func total(at time: TherapyTime) -> Picograms {
    var sum = Picograms.zero
    if time < earlier.until { sum += Picograms(nanograms: earlier.nanograms) }
    if time < middle.until { sum += Picograms(nanograms: middle.nanograms) }
    if time < last.until { sum += Picograms(nanograms: last.nanograms) }
    return sum
  }

  /// Whether it can stand in a record of a moment.
  func isPossible(at time: TherapyTime) -> Bool {
    let latest = time.after(.hours(24))
    return earlier.until <= latest && middle.until <= latest && last.until <= latest
  }

  func encode(to writer: inout ByteWriter) {
    Self.encode(earlier, to: &writer)
    Self.encode(middle, to: &writer)
    Self.encode(last, to: &writer)
  }

  init() {}

  /// Records of version 4 had a moment for a dose that there is not.
  init(from reader: inout ByteReader, hasAllPlaces: Bool) {
    earlier = Self.dose(from: &reader, hasAllPlaces)
    middle = Self.dose(from: &reader, hasAllPlaces)
    last = Self.dose(from: &reader, hasAllPlaces)
  }

  private static func encode(_ dose: Dose, to writer: inout ByteWriter) {
    writer.put(dose.nanograms)
    if dose.nanograms > 0 { writer.put(dose.until.rawValue) }
  }

  private static func dose(from reader: inout ByteReader, _ hasAllPlaces: Bool) -> Dose {
    let nanograms = reader.u32()
    let isThere = nanograms > 0 || hasAllPlaces
    let dose = Dose(
      nanograms: nanograms, until: TherapyTime(rawValue: isThere ? reader.u64() : 0))
    if (dose.nanograms == 0) != (dose.until == .zero) { reader.reject() }
    return dose
  }
}
