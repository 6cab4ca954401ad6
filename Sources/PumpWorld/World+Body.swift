package import PumpPlant
package import Quantities

/// What a surgeon and a needle do. The pump is told of none of it. Spec: bench.md, "The body".
extension World {
  /// Takes the pump out of the body, which keeps its catheter. It runs on, onto the table.
  package mutating func explant() throws(BenchError) {
    guard var body else { throw .noBody }
    do throws(ImplantError) { try plant.explant(from: &body) } catch { throw .implant(error) }
    self.body = body
  }

  /// Puts the pump into the body and connects it to the catheter that is there, or to a new one of
  /// a volume, which is full of drug-free liquid and takes the place of the old one.
  package mutating func implant(newCatheter volume: Nanolitres? = nil) throws(BenchError) {
    guard var body else { throw .noBody }
    guard !plant.isImplanted else { throw .implant(.implanted) }
    if let volume, !body.replaceCatheter(volume) { throw .noSuchCatheter(volume) }
    do throws(ImplantError) { try plant.implant(in: &body) } catch { throw .implant(error) }
    self.body = body
  }

  /// Injects drug into the spinal fluid by hand.
  package mutating func inject(_ drug: Picograms) throws(BenchError) {
    guard var body else { throw .noBody }
    guard body.inject(drug) else { throw .injectionTooLarge }
    body.follow(to: plant.therapyTime, given: plant.givenHere)
    self.body = body
  }

  /// Hands the body to another bench, its pump taken out if it is in there: here is none any more.
  package mutating func release() throws(BenchError) -> Body {
    if plant.isImplanted { try explant() }
    guard let body else { throw .noBody }
    self.body = nil
    return body
  }

  /// Takes the body that another bench handed over.
  package mutating func take(_ body: Body) throws(BenchError) {
    guard self.body == nil else { throw .bodyHere }
    var body = body
    body.settle(at: plant)
    self.body = body
  }

  /// Puts somebody into the body that is here, who has had none of what it received.
  package mutating func admit(_ patient: Patient) throws(BenchError) {
    guard var body else { throw .noBody }
    guard body.admit(patient, beside: plant) else { throw .patientHere }
    self.body = body
  }
}
