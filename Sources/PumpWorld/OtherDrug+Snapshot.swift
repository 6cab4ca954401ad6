import PumpPlant
import Quantities
import Telemetry

/// The layout, little endian:
///
///     offset  bytes  field
///          0      1  number of the drug, not that of baclofen
///          1      8  what had reached the spinal fluid before somebody was in the body, pg
///          9   1733  the plant: ``PumpPlant/Plant``
///       1742    366  the body, or zeros where there is none: ``PumpPlant/Body``
///
/// They stand in the order of their numbers. All but the drug is as in the world's own plant and
/// body, and wrong contents hold nothing of it.
extension OtherDrug {
  /// The size of the snapshot of one drug, in bytes.
  static var snapshotBytes: Int { bodyOffset + Body.snapshotBytes }
  /// The most drugs there can be beside baclofen.
  static var most: Int { 2 }

  private static var plantOffset: Int { 9 }
  private static var bodyOffset: Int { plantOffset + Plant.snapshotBytes }

  var snapshot: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(UInt64(drug.rawValue), 1)
    bytes.append(before.rawValue, 8)
    bytes += Self.bytes(of: plant)
    bytes += Self.bytes(of: body)
    return bytes
  }

  /// The drug that a snapshot tells of; `nil` when the bytes are not one.
  init?(snapshot bytes: Span<UInt8>, profile: PlantProfile) {
    guard let drug = DrugCode(rawValue: bytes[0]), drug != .baclofen,
      let plant = Plant(
        snapshot: bytes.extracting(Self.plantOffset..<Self.bodyOffset), profile: profile),
      case .some(let body) = Body.decode(bytes.extracting(droppingFirst: Self.bodyOffset))
    else { return nil }
    self.init(drug: drug, plant: plant, body: body)
    before = Picograms(rawValue: bytes.number(8, at: 1))
  }

  /// Whether it is of a world's own plant and body: all but the drug is the same, of which there is
  /// or was some.
  func fits(_ plant: Plant, _ body: Body?) -> Bool {
    isThere && Self.bytes(of: self.plant.withoutDrug) == Self.bytes(of: plant.withoutDrug)
      && Self.isSameButForDrug(self.body, body)
      && before <= (body?.patient == nil ? .zero : received ?? .zero)
  }

  static func isSameButForDrug(_ left: Body?, _ right: Body?) -> Bool {
    bytes(of: left?.withoutDrug) == bytes(of: right?.withoutDrug)
  }

  private static func bytes(of plant: Plant) -> [UInt8] {
    [UInt8](capacity: Plant.snapshotBytes) { plant.encodeSnapshot(into: &$0) }
  }

  static func bytes(of body: Body?) -> [UInt8] {
    [UInt8](capacity: Body.snapshotBytes) { Body.encode(body, into: &$0) }
  }
}
