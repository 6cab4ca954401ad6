import Quantities

/// The layout, little endian:
///
///     offset  bytes  field
///          0      1  version, 4
///          1      8  therapy time, ms
///          9      8  strokes
///         17      4  carried stroke volume, 1/1 000 000 nL
///         21    112  filled, withdrawn, replaced, pocket, pumped, leaked, patient:
///                    each nL (8) then pg (8)
///        133      8  drug in the line at the start, pg
///        141      8  energy taken by drains that are over, nJ
///        149      8  energy taken by the link, nJ
///        157     20  reservoir, the residual included
///        177     58  faults: ``ActiveFaults``
///        235    143  the stretch in which fronts spread: ``FrontMixer``
///        378      1  number of segments, 1 through 64
///        379   1280  64 segments from the tip on, 20 each; those not in use are zero
///       1659      1  in no body, began in no body, rinsed: a bit each, the lowest first
///       1660      4  volume of the path, nL
///       1664     64  joined, parted, spilled, patient before the last implant:
///                    each nL (8) then pg (8)
///
/// Version 3 ends after the segments: its plants were in one body, with the profile's path, always.
///
/// The reservoir and a segment are five fields of 4 bytes: volume in nL; the strength in pg/nL as
/// a whole number, a numerator and a denominator; and the numerator of the fraction carried. What
/// follows from these and the profile (battery, rotor) is not stored.
extension Plant {
  /// The size of a snapshot, in bytes; the same for every plant.
  public static var snapshotBytes: Int { bodyOffset + 69 }

  /// The size of a snapshot of the version before, which is read as well.
  public static var olderSnapshotBytes: Int { bodyOffset }

  private static var version: UInt8 { 4 }
  private static var olderVersion: UInt8 { 3 }
  private static var reservoirOffset: Int { 157 }
  private static var faultsOffset: Int { reservoirOffset + Mixture.snapshotBytes }
  private static var mixerOffset: Int { faultsOffset + ActiveFaults.snapshotBytes }
  private static var countOffset: Int { mixerOffset + FrontMixer.snapshotBytes }
  private static var segmentsOffset: Int { countOffset + 1 }
  private static var bodyOffset: Int {
    segmentsOffset + CatheterLine.maximumSegments * Mixture.snapshotBytes
  }

  /// Appends the whole state but the profile, ``snapshotBytes`` long; traps when there is no room.
  public func encodeSnapshot(into bytes: inout OutputSpan<UInt8>) {
    put(UInt64(Self.version), 1, into: &bytes)
    put(therapyTime.rawValue, 8, into: &bytes)
    put(strokes, 8, into: &bytes)
    put(strokeCarry, 4, into: &bytes)
    put(filled, into: &bytes)
    put(withdrawn, into: &bytes)
    put(replaced, into: &bytes)
    put(pocket, into: &bytes)
    put(pumped, into: &bytes)
    put(leaked, into: &bytes)
    put(patient, into: &bytes)
    put(catheterAtStart.drug.rawValue, 8, into: &bytes)
    put(drained.rawValue, 8, into: &bytes)
    put(telemetry.rawValue, 8, into: &bytes)
    reservoir.encode(into: &bytes)
    faults.encode(into: &bytes)
    line.mixer.encode(into: &bytes)
    put(UInt64(line.segmentCount), 1, into: &bytes)
    for index in 0..<CatheterLine.maximumSegments {
      if index < line.segmentCount {
        line[index].encode(into: &bytes)
      } else {
        putZeros(Mixture.snapshotBytes, into: &bytes)
      }
    }
    let beganApart = catheterAtStart.volume != profile.pathVolume
    put((isImplanted ? 0 : 1) | (beganApart ? 2 : 0) | (isRinsed ? 4 : 0), 1, into: &bytes)
    put(line.pathVolume.rawValue, 4, into: &bytes)
    put(joined, into: &bytes)
    put(parted, into: &bytes)
    put(spilled, into: &bytes)
    put(patientBefore, into: &bytes)
  }

  /// The plant a snapshot was taken of, or `nil` when the bytes are not one: wrong size or version,
  /// a field out of range, amounts that do not balance, or a state this profile cannot have.
  ///
  /// No bytes make it trap, and what it accepts is balanced and can be run. It has no checksum:
  /// damage that leaves a possible plant behind is for whoever stores the bytes to notice.
  public init?(snapshot bytes: Span<UInt8>, profile: PlantProfile) {
    let isOlder = bytes.count == Self.olderSnapshotBytes
    guard isOlder || bytes.count == Self.snapshotBytes,
      bytes[0] == (isOlder ? Self.olderVersion : Self.version)
    else { return nil }
    let apart = isOlder ? 0 : bytes[Self.bodyOffset]
    let pathVolume = Nanolitres(
      rawValue: isOlder
        ? profile.pathVolume.rawValue : get(4, from: bytes, at: Self.bodyOffset + 1))
    guard apart & ~7 == 0, apart & 3 == 0 || profile.tubingVolume > .zero, pathVolume > .zero,
      pathVolume <= PlantProfile.largestPathVolume
    else { return nil }
    let smear = apart & 1 == 0 ? CatheterLine.smear(profile.frontSmear, in: pathVolume) : .zero
    therapyTime = TherapyTime(rawValue: get(8, from: bytes, at: 1))
    guard let reservoir = Mixture(from: bytes, at: Self.reservoirOffset),
      let faults = ActiveFaults(from: bytes, at: Self.faultsOffset, now: therapyTime),
      let mixer = FrontMixer(from: bytes, at: Self.mixerOffset, frontSmear: smear),
      let line = CatheterLine(
        pathVolume: pathVolume, mixer: mixer, count: Int(bytes[Self.countOffset]),
        segment: { index in
          Mixture(from: bytes, at: Self.segmentsOffset + index * Mixture.snapshotBytes)
        })
    else { return nil }
    let used = Self.segmentsOffset + line.segmentCount * Mixture.snapshotBytes
    guard isZero(bytes, from: used, to: Self.bodyOffset) else { return nil }

    self.profile = profile
    strokes = get(8, from: bytes, at: 9)
    strokeCarry = get(4, from: bytes, at: 17)
    filled = getLiquid(from: bytes, at: 21)
    withdrawn = getLiquid(from: bytes, at: 37)
    replaced = getLiquid(from: bytes, at: 53)
    pocket = getLiquid(from: bytes, at: 69)
    pumped = getLiquid(from: bytes, at: 85)
    leaked = getLiquid(from: bytes, at: 101)
    patient = getLiquid(from: bytes, at: 117)
    catheterAtStart = Liquid(
      volume: apart & 2 == 0 ? profile.pathVolume : profile.tubingVolume,
      drug: Picograms(rawValue: get(8, from: bytes, at: 133)))
    isImplanted = apart & 1 == 0
    isRinsed = apart & 4 != 0
    joined = isOlder ? .none : getLiquid(from: bytes, at: Self.bodyOffset + 5)
    parted = isOlder ? .none : getLiquid(from: bytes, at: Self.bodyOffset + 21)
    spilled = isOlder ? .none : getLiquid(from: bytes, at: Self.bodyOffset + 37)
    patientBefore = isOlder ? .none : getLiquid(from: bytes, at: Self.bodyOffset + 53)
    drained = Nanojoules(rawValue: get(8, from: bytes, at: 141))
    telemetry = Nanojoules(rawValue: get(8, from: bytes, at: 149))
    self.reservoir = reservoir
    self.faults = faults
    self.line = line
    guard isPossible else { return nil }
  }

  /// Whether pumping, filling, withdrawing and faults can have led here. The order matters: the
  /// first conditions are what keeps the products in the later ones inside 64 bits.
  private var isPossible: Bool {
    guard filled.volume <= Self.largestTotalFill, strokes <= profile.mostStrokes,
      drained <= profile.batteryCapacity, telemetry <= profile.batteryCapacity,
      reservoir.volume >= profile.residualVolume,
      truth.isBalanced
    else { return false }
    let strongest = UInt64(Concentration.maximum)
    let startVolume = catheterAtStart.volume.rawValue
    let startStrength = catheterAtStart.drug.rawValue / startVolume
    return filled.drug.rawValue <= filled.volume.rawValue * strongest
      && startStrength <= strongest
      && startStrength * startVolume == catheterAtStart.drug.rawValue
      && isPlacePossible && isRinsePossible
      && reservoir.volume <= profile.reservoirCapacity + profile.residualVolume
      && reservoir.carryAtEnd == 0 && strokeCarry < 1_000_000
      && profile.canMove(pumped.volume, withStrokes: strokes)
  }

  /// Whether a rinsed reservoir holds what a rinse leaves there, and nothing else.
  private var isRinsePossible: Bool {
    !isRinsed
      || reservoir.nanolitres > 0 && reservoir.volume == profile.residualVolume
        && reservoir == Mixture(Liquid(reservoir.volume, of: nil))
  }

  /// Whether implanting and explanting can have led here: a plant that was always in its first body
  /// has its path and nothing joined or parted, and one in no body has its tubing.
  private var isPlacePossible: Bool {
    let wasMoved = joined.volume > .zero || parted.volume > .zero
    let isPathOwn =
      isImplanted
      ? wasMoved || line.pathVolume == profile.pathVolume
      : line.pathVolume == profile.tubingVolume
    return isPathOwn && patientBefore.volume <= patient.volume
      && patientBefore.drug <= patient.drug
      && (wasMoved || patientBefore == .none)
      && (wasMoved || !isImplanted || spilled == .none)
  }
}
