package import PumpPlant
import Quantities
import Telemetry

/// The layout, little endian, behind the plant's own snapshot:
///
///     offset  bytes  field
///          0      1  version: 3, 4 with a patient; 5 and 6 are these with other drugs
///          1      1  power, memory fails, processor fails: a bit each, the lowest first
///          2      1  head: 0 away, 1 near, 2 in contact
///          3      4  drift of the oscillator, ppm, signed
///          7      8  true moment of its last change, ms
///         15      8  the pump's time then, ms
///         23      4  millionths of a ms then
///         27     16  tones heard: single, two-tone
///         43      8  moment of the last tone and 1, ms; 0 for none
///         51     56  for each unit, when its fault ends by itself, ms; 0 for never
///        107    366  the body: ``PumpPlant/Body``
///        473   1781  the patient: ``PumpPlant/Patient``; only in versions 4 and 6
///
/// Behind that, in versions 5 and 6, the other drugs: ``OtherDrug``.
///
/// Version 2 ends after the faults, behind a plant's older snapshot.
extension World {
  /// The size of a snapshot of a world without a patient, in bytes.
  package static var snapshotBytes: Int {
    Plant.snapshotBytes + bodyOffset + Body.snapshotBytes
  }

  /// The size of a snapshot of a world with one.
  package static var patientSnapshotBytes: Int { snapshotBytes + Patient.snapshotBytes }

  /// The size of a snapshot of the version before, which is read as well.
  package static var olderSnapshotBytes: Int { Plant.olderSnapshotBytes + bodyOffset }

  private static var bodyOffset: Int { 107 }

  /// Which parts a snapshot has; its length tells.
  private enum Kind: CaseIterable {
    case older, plain, patient, drugs, patientAndDrugs

    var version: UInt64 {
      switch self {
      case .older: 2
      case .plain: 3
      case .patient: 4
      case .drugs: 5
      case .patientAndDrugs: 6
      }
    }

    var hasPatient: Bool { self == .patient || self == .patientAndDrugs }

    var bytesBeforeDrugs: Int {
      self == .older ? olderSnapshotBytes : hasPatient ? patientSnapshotBytes : snapshotBytes
    }

    func hasLength(_ count: Int) -> Bool {
      let drugs = count - bytesBeforeDrugs
      switch self {
      case .older, .plain, .patient: return drugs == 0
      case .drugs, .patientAndDrugs:
        return drugs > 0 && drugs % OtherDrug.snapshotBytes == 0
          && drugs / OtherDrug.snapshotBytes <= OtherDrug.most
      }
    }
  }

  /// Whether a snapshot can be so long.
  package static func canHaveSnapshot(ofBytes count: Int) -> Bool {
    Kind.allCases.contains { $0.hasLength(count) }
  }

  /// The size of the largest snapshot there can be, in bytes.
  package static var largestSnapshotBytes: Int {
    patientSnapshotBytes + OtherDrug.most * OtherDrug.snapshotBytes
  }

  /// Everything but the plant's profile. Its length is one that ``canHaveSnapshot(ofBytes:)``
  /// allows.
  package var snapshot: [UInt8] {
    var bytes = [UInt8](capacity: Plant.snapshotBytes) { plant.encodeSnapshot(into: &$0) }
    bytes.reserveCapacity(Self.snapshotBytes)
    let patient = body?.patient
    let kind: Kind =
      others.isEmpty
      ? patient == nil ? .plain : .patient : patient == nil ? .drugs : .patientAndDrugs
    bytes.append(kind.version, 1)
    let flags = [isPowered, isMemoryFailing, isProcessorFailing]
    var bits: UInt64 = 0
    for index in flags.indices where flags[index] { bits |= 1 << UInt64(index) }
    bytes.append(bits, 1)
    bytes.append(UInt64(head.rawValue), 1)
    bytes.append(UInt64(UInt32(bitPattern: oscillator.driftPPM)), 4)
    bytes.append(oscillator.trueBase.rawValue, 8)
    bytes.append(oscillator.pumpBase.rawValue, 8)
    bytes.append(oscillator.carry, 4)
    bytes.append(tones.single, 8)
    bytes.append(tones.twoTone, 8)
    bytes.append(tones.last.map { $0.rawValue + 1 } ?? 0, 8)
    for place in ends.indices { bytes.append(ends[place]?.rawValue ?? 0, 8) }
    bytes += [UInt8](capacity: Body.snapshotBytes) { Body.encode(body, into: &$0) }
    if let patient {
      bytes += [UInt8](capacity: Patient.snapshotBytes) { patient.encode(into: &$0) }
    }
    for other in others { bytes += other.snapshot }
    return bytes
  }

  /// The world a snapshot was taken of, or `nil` when the bytes are not one, or not one that this
  /// profile can have. No bytes make it trap.
  package init?(snapshot bytes: Span<UInt8>, profile: PlantProfile) {
    guard let kind = Kind.allCases.first(where: { $0.hasLength(bytes.count) }) else { return nil }
    let plantBytes = kind == .older ? Plant.olderSnapshotBytes : Plant.snapshotBytes
    guard let plant = Plant(snapshot: bytes.extracting(first: plantBytes), profile: profile)
    else { return nil }
    let rest = bytes.extracting(first: kind.bytesBeforeDrugs).extracting(droppingFirst: plantBytes)
    let flags = rest[1]
    guard rest.number(1, at: 0) == kind.version, flags >> 3 == 0,
      let head = HeadPlace(rawValue: rest[2]),
      let oscillator = Oscillator(
        readDriftPPM: Int32(bitPattern: UInt32(rest.number(4, at: 3))),
        trueBase: TherapyTime(rawValue: rest.number(8, at: 7)),
        pumpBase: TherapyTime(rawValue: rest.number(8, at: 15)), carry: rest.number(4, at: 23)),
      oscillator.trueBase <= plant.therapyTime, oscillator.pumpBase.rawValue <= 1 << 53,
      plant.therapyTime.rawValue <= 1 << 53
    else { return nil }
    self.init(plant: plant)
    self.oscillator = oscillator
    isPowered = flags & 1 != 0
    isMemoryFailing = flags & 2 != 0
    isProcessorFailing = flags & 4 != 0
    self.head = head
    // No pump sounds so often; what lies beyond would overflow in later sums.
    guard rest.number(8, at: 27) <= 1 << 53, rest.number(8, at: 35) <= 1 << 53 else { return nil }
    let last = rest.number(8, at: 43)
    tones = ToneCount(
      single: rest.number(8, at: 27), twoTone: rest.number(8, at: 35),
      last: last == 0 ? nil : TherapyTime(rawValue: last - 1))
    for place in ends.indices {
      let end = rest.number(8, at: 51 + 8 * place)
      ends[place] = end == 0 ? nil : TherapyTime(rawValue: end)
    }
    guard kind != .older else { return }
    let bodyEnd = Self.bodyOffset + Body.snapshotBytes
    guard case .some(let body) = Body.decode(rest.extracting(Self.bodyOffset..<bodyEnd)),
      body.isPossible(besides: plant)
    else { return nil }
    self.body = body
    if kind.hasPatient {
      guard let patient = Patient(snapshot: rest.extracting(last: Patient.snapshotBytes)),
        var body, body.restore(patient, received: body.received(beside: plant))
      else { return nil }
      body.settle(at: plant)
      self.body = body
    }
    guard restoreOthers(from: bytes.extracting(droppingFirst: kind.bytesBeforeDrugs)) else {
      return nil
    }
  }

  /// Reads the other drugs; false when they do not fit what was read already.
  private mutating func restoreOthers(from bytes: Span<UInt8>) -> Bool {
    var place = 0
    while place < bytes.count {
      let part = bytes.extracting(place..<place + OtherDrug.snapshotBytes)
      guard let other = OtherDrug(snapshot: part, profile: plant.profile),
        other.drug.rawValue > others.last?.drug.rawValue ?? DrugCode.baclofen.rawValue,
        other.fits(plant, body)
      else { return false }
      others.append(other)
      place += OtherDrug.snapshotBytes
    }
    // What is filled in is no stronger than the strongest concentration, whatever is in it.
    let all = truth.filled
    return all.drug.rawValue <= all.volume.rawValue * UInt64(Concentration.maximum)
  }
}

extension Body? {
  /// Whether a pump can be in this body, or beside it, or there be none.
  fileprivate func isPossible(besides plant: Plant) -> Bool {
    guard let body = self else { return !plant.isImplanted }
    return !plant.isImplanted || body.catheter == nil
  }
}

extension [UInt8] {
  /// Appends the low `count` bytes of a number, the lowest first.
  mutating func append(_ value: UInt64, _ count: Int) {
    for index in 0..<count { append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
  }
}

extension Span<UInt8> {
  /// Reads a number of `count` bytes, the lowest first; at most 8.
  func number(_ count: Int, at offset: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(self[offset + index]) << UInt64(8 * index) }
    return value
  }
}
