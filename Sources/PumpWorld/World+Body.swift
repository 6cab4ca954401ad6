package import PumpPlant
package import Quantities
package import Telemetry

/// What a surgeon and a needle do. The pump is told of none of it. Spec: bench.md, "The body".
extension World {
  /// Takes the pump out of the body, which keeps its catheter. It runs on, onto the table.
  package mutating func explant() throws(BenchError) {
    guard var body else { throw .noBody }
    do throws(ImplantError) {
      try plant.explant(from: &body)
      for index in others.indices { try others[index].explant() }
    } catch {
      throw .implant(error)
    }
    self.body = body
  }

  /// Puts the pump into the body and connects it to the catheter that is there, or to a new one of
  /// a volume, which is full of drug-free liquid and takes the place of the old one. Its tip lies
  /// where the old one did, or in a cell of the patient's spinal fluid, 0 at the head through 7.
  package mutating func implant(
    newCatheter volume: Nanolitres? = nil, tipCell: UInt32? = nil
  ) throws(BenchError) {
    guard var body else { throw .noBody }
    guard !plant.isImplanted else { throw .implant(.implanted) }
    if let volume, !body.replaceCatheter(volume) { throw .noSuchCatheter(volume) }
    if let tipCell, !body.moveTip(to: tipCell) { throw .nobodyFeelsTip }
    do throws(ImplantError) {
      try plant.implant(in: &body)
      for index in others.indices { try others[index].implant(newCatheter: volume) }
    } catch {
      throw .implant(error)
    }
    self.body = body
  }

  /// Injects a drug into the spinal fluid by hand; baclofen, unless told.
  package mutating func inject(
    _ amount: Picograms, of drug: DrugCode = .baclofen
  ) throws(BenchError) {
    guard var body else { throw .noBody }
    guard drug == .baclofen else { return try injectOther(amount, of: drug) }
    guard body.inject(amount) else { throw .injectionTooLarge }
    body.follow(to: plant.therapyTime, given: plant.givenHere)
    self.body = body
  }

  private mutating func injectOther(
    _ amount: Picograms, of drug: DrugCode
  ) throws(BenchError) {
    guard amount <= Body.largestInjection else { throw .injectionTooLarge }
    guard amount > .zero else { return }
    begin(drug)
    for index in others.indices where others[index].drug == drug {
      guard others[index].body?.inject(amount) == true else { throw .injectionTooLarge }
    }
  }

  /// Hands the body to another bench, its pump taken out if it is in there: here is none any more.
  package mutating func release() throws(BenchError) -> CarriedBody {
    if plant.isImplanted { try explant() }
    guard let body else { throw .noBody }
    let carried = CarriedBody(body, others: others.compactMap { $0.carried })
    self.body = nil
    for index in others.indices {
      others[index].body = nil
      others[index].before = .zero
    }
    forgetOthers()
    return carried
  }

  /// Takes the body that another bench handed over.
  package mutating func take(_ carried: CarriedBody) throws(BenchError) {
    guard self.body == nil else { throw .bodyHere }
    for part in carried.others { begin(part.drug) }
    for index in others.indices {
      let part = carried.others.first { $0.drug == others[index].drug }
      others[index].body = part?.body ?? carried.body.withoutDrug
      others[index].before = part?.before ?? .zero
    }
    var body = carried.body
    body.settle(at: plant)
    self.body = body
  }

  /// Puts somebody into the body that is here, who has had none of what it received.
  package mutating func admit(_ patient: Patient) throws(BenchError) {
    guard var body else { throw .noBody }
    guard body.admit(patient, beside: plant) else { throw .patientHere }
    for index in others.indices { others[index].before = others[index].received ?? .zero }
    self.body = body
  }
}
