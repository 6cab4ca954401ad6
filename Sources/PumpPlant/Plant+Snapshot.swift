import Quantities

/// The layout, little endian:
///
///     offset  bytes  field
///          0      1  version, 1
///          1      8  therapy time, ms
///          9      8  strokes
///         17     64  filled, withdrawn, pumped, patient: each nL (8) then pg (8)
///         81      8  drug in the line at the start, pg
///         89     20  reservoir
///        109      1  number of segments, 1 through 64
///        110   1280  64 segments from the tip on, 20 each; those not in use are zero
///
/// The reservoir and a segment are five fields of 4 bytes: volume in nL; the strength in pg/nL as
/// a whole number, a numerator and a denominator; and the numerator of the fraction carried. What
/// follows from these and the profile (battery, rotor, carried stroke volume) is not stored.
extension Plant {
  /// The size of a snapshot, in bytes; the same for every plant.
  public static var snapshotBytes: Int {
    segmentsOffset + CatheterLine.maximumSegments * Mixture.snapshotBytes
  }

  private static var version: UInt8 { 1 }
  private static var segmentsOffset: Int { 110 }

  /// Appends the whole state but the profile, ``snapshotBytes`` long; traps when there is no room.
  public func encodeSnapshot(into bytes: inout OutputSpan<UInt8>) {
    put(UInt64(Self.version), 1, into: &bytes)
    put(therapyTime.rawValue, 8, into: &bytes)
    put(strokes, 8, into: &bytes)
    put(filled, into: &bytes)
    put(withdrawn, into: &bytes)
    put(pumped, into: &bytes)
    put(patient, into: &bytes)
    put(catheterAtStart.drug.rawValue, 8, into: &bytes)
    reservoir.encode(into: &bytes)
    put(UInt64(line.segmentCount), 1, into: &bytes)
    for index in 0..<CatheterLine.maximumSegments {
      if index < line.segmentCount {
        line[index].encode(into: &bytes)
      } else {
        for _ in 0..<Mixture.snapshotBytes { put(0, 1, into: &bytes) }
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
    guard let reservoir = Mixture(from: bytes, at: 89),
      let line = CatheterLine(
        pathVolume: profile.pathVolume, count: Int(bytes[109]),
        segment: { index in
          Mixture(from: bytes, at: Self.segmentsOffset + index * Mixture.snapshotBytes)
        })
    else { return nil }
    let used = Self.segmentsOffset + line.segmentCount * Mixture.snapshotBytes
    for offset in used..<bytes.count where bytes[offset] != 0 { return nil }

    self.profile = profile
    therapyTime = TherapyTime(rawValue: get(8, from: bytes, at: 1))
    strokes = get(8, from: bytes, at: 9)
    filled = getLiquid(from: bytes, at: 17)
    withdrawn = getLiquid(from: bytes, at: 33)
    pumped = getLiquid(from: bytes, at: 49)
    patient = getLiquid(from: bytes, at: 65)
    catheterAtStart = Liquid(
      volume: profile.pathVolume, drug: Picograms(rawValue: get(8, from: bytes, at: 81)))
    self.reservoir = reservoir
    self.line = line
    guard isPossible else { return nil }
  }

  /// Whether pumping, filling and withdrawing can have led here. The order matters: the first
  /// conditions are what keeps the products in the later ones inside 64 bits.
  private var isPossible: Bool {
    guard filled.volume <= Self.largestTotalFill, strokes <= profile.mostStrokes,
      truth.isBalanced
    else { return false }
    let strongest = UInt64(Concentration.maximum)
    let startStrength = catheterAtStart.drug.rawValue / profile.pathVolume.rawValue
    return filled.drug.rawValue <= filled.volume.rawValue * strongest
      && startStrength <= strongest
      && startStrength * profile.pathVolume.rawValue == catheterAtStart.drug.rawValue
      && reservoir.volume <= profile.reservoirCapacity && reservoir.carryAtEnd == 0
      && pumped.volume <= profile.volume(ofStrokes: strokes, after: 0)
  }
}
