import Quantities

/// The layout, little endian:
///
///     offset  bytes  field
///          0      1  version, 3
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
///
/// The reservoir and a segment are five fields of 4 bytes: volume in nL; the strength in pg/nL as
/// a whole number, a numerator and a denominator; and the numerator of the fraction carried. What
/// follows from these and the profile (battery, rotor) is not stored.
extension Plant {
  /// The size of a snapshot, in bytes; the same for every plant.
  public static var snapshotBytes: Int {
    segmentsOffset + CatheterLine.maximumSegments * Mixture.snapshotBytes
  }

  private static var version: UInt8 { 3 }
  private static var reservoirOffset: Int { 157 }
  private static var faultsOffset: Int { reservoirOffset + Mixture.snapshotBytes }
  private static var mixerOffset: Int { faultsOffset + ActiveFaults.snapshotBytes }
  private static var countOffset: Int { mixerOffset + FrontMixer.snapshotBytes }
  private static var segmentsOffset: Int { countOffset + 1 }

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
  }

  /// The plant a snapshot was taken of, or `nil` when the bytes are not one: wrong size or version,
  /// a field out of range, amounts that do not balance, or a state this profile cannot have.
  ///
  /// No bytes make it trap, and what it accepts is balanced and can be run. It has no checksum:
  /// damage that leaves a possible plant behind is for whoever stores the bytes to notice.
  public init?(snapshot bytes: Span<UInt8>, profile: PlantProfile) {
    guard bytes.count == Self.snapshotBytes, bytes[0] == Self.version else { return nil }
    therapyTime = TherapyTime(rawValue: get(8, from: bytes, at: 1))
    guard let reservoir = Mixture(from: bytes, at: Self.reservoirOffset),
      let faults = ActiveFaults(from: bytes, at: Self.faultsOffset, now: therapyTime),
      let mixer = FrontMixer(from: bytes, at: Self.mixerOffset, frontSmear: profile.frontSmear),
      let line = CatheterLine(
        pathVolume: profile.pathVolume, mixer: mixer, count: Int(bytes[Self.countOffset]),
        segment: { index in
          Mixture(from: bytes, at: Self.segmentsOffset + index * Mixture.snapshotBytes)
        })
    else { return nil }
    let used = Self.segmentsOffset + line.segmentCount * Mixture.snapshotBytes
    guard isZero(bytes, from: used, to: bytes.count) else { return nil }

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
      volume: profile.pathVolume, drug: Picograms(rawValue: get(8, from: bytes, at: 133)))
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
    let startStrength = catheterAtStart.drug.rawValue / profile.pathVolume.rawValue
    return filled.drug.rawValue <= filled.volume.rawValue * strongest
      && startStrength <= strongest
      && startStrength * profile.pathVolume.rawValue == catheterAtStart.drug.rawValue
      && reservoir.volume <= profile.reservoirCapacity + profile.residualVolume
      && reservoir.carryAtEnd == 0 && strokeCarry < 1_000_000
      && profile.canMove(pumped.volume, withStrokes: strokes)
  }
}
