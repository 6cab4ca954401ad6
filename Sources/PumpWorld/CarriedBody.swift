package import PumpPlant
package import Quantities
package import Telemetry

/// A body on its way from one bench to another, with all drugs that it had.
package struct CarriedBody: Sendable {
  /// What the body had of another drug than baclofen.
  package struct Part: Sendable {
    /// Which drug.
    package let drug: DrugCode
    /// The body, in which drug is this one.
    package let body: Body
    /// What had reached the spinal fluid before somebody was in the body.
    package let before: Picograms
  }

  /// The body, in which drug is baclofen, and who is in it.
  package var body: Body
  /// What it had of other drugs, by their numbers.
  package var others: [Part]

  /// A body that had no other drug than baclofen, unless told.
  package init(_ body: Body, others: [Part] = []) {
    self.body = body
    self.others = others
  }
}

/// What is kept of the other drugs, little endian, for each in the order of their numbers: the
/// number (1), what had reached the spinal fluid before somebody was in the body, in pg (8), and
/// the body (366).
extension CarriedBody {
  private static var partBytes: Int { 9 + Body.snapshotBytes }
  /// The most bytes that can be kept of them.
  package static var mostOtherBytes: Int { OtherDrug.most * partBytes }

  /// All that is to be kept of the other drugs; empty where there are none.
  package var snapshotOfOthers: [UInt8] {
    var bytes: [UInt8] = []
    for part in others {
      bytes.append(UInt64(part.drug.rawValue), 1)
      bytes.append(part.before.rawValue, 8)
      bytes += OtherDrug.bytes(of: part.body)
    }
    return bytes
  }

  /// A body with what was kept of its other drugs; `nil` when that is nothing of this body's.
  package init?(_ body: Body, snapshotOfOthers bytes: Span<UInt8>) {
    self.init(body)
    guard bytes.count <= Self.mostOtherBytes, bytes.count % Self.partBytes == 0 else { return nil }
    var place = 0
    while place < bytes.count {
      let part = bytes.extracting(place..<place + Self.partBytes)
      guard let drug = DrugCode(rawValue: part[0]),
        drug.rawValue > others.last?.drug.rawValue ?? DrugCode.baclofen.rawValue,
        case .some(.some(let found)) = Body.decode(part.extracting(droppingFirst: 9)),
        found.hadDrug, OtherDrug.isSameButForDrug(found, body)
      else { return nil }
      let before = Picograms(rawValue: part.number(8, at: 1))
      guard before <= (body.patient == nil ? .zero : found.received) else { return nil }
      others.append(Part(drug: drug, body: found, before: before))
      place += Self.partBytes
    }
  }
}
