import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestSupport

@testable import Soak

extension Life {
  /// The strength in the reservoir in mcg/mL.
  var strength: UInt64 { UInt64(reference.strength) }

  // MARK: Staging

  /// Stages requests one after another and commits them, unless nothing is left to be committed.
  mutating func commit(_ parts: [Request.Part]) throws {
    var set: ReferenceSet?
    for part in parts {
      tell("\(part)")
      let expected: Result<ReferenceSet, No>
      do throws(No) {
        expected = .success(try reference.staging(ReferencePart(part), set ?? ReferenceSet()))
      } catch { expected = .failure(error) }
      try compare(handset.ask(part), expected, "\(part)")
      if case .success(let staged) = expected { set = staged }
    }
    guard let set else { return }
    if !isCalm, random.once(in: 10) { try jump() }
    let token = try readBack(set)
    if !isCalm, random.once(in: 10) { try jump() }
    if token == nil || random.once(in: 10) {
      let wrong = Order.Body.commit(Commit(token: (token ?? 2) - 1))
      try compare(handset.ask(wrong), .failure(No(.tokenMismatch)), "\(wrong)")
    }
    if let token {
      try order(.commit(Commit(token: token)), staged: set)
    }
    // A refused set still waits.
    handset.ask(.discard)
  }

  private func compare(
    _ reply: Reply?, _ expected: Result<ReferenceSet, No>, _ what: String
  ) throws {
    switch (reply, expected) {
    case (.acknowledged, .success): break
    case (.refused(let found), .failure(let no)):
      try expect(found.code, no.code, "the refusal of \(what)")
    case (.refused(let found), .success):
      try expect(found.code, nil, "the refusal of \(what)")
    default:
      try expect(false, "\(what) was answered \(String(describing: reply)), not \(expected)")
    }
  }

  mutating func changeTherapy() throws {
    var parts = random.stagedTherapy(strength)
    if random.once(in: 6) { parts.append(random.stagedPatientBolus(strength)) }
    try commit(parts)
  }

  mutating func changePatientBolus() throws {
    try commit([random.stagedPatientBolus(strength)])
  }

  // MARK: Refill

  /// Empties and fills the reservoir by hand and tells the pump, not always all of it.
  mutating func refill() throws {
    let drawable = handset.pump.plant.truth.reservoir.volume
    let order = random.refill(strength, drawable: drawable)
    var parts = [Request.Part.refill(order)]
    if random.once(in: 2) { parts += random.stagedTherapy(strength) }
    let refills = reference.refills
    try commit(parts)
    // The syringe goes in when the pump agrees; a few forget one thing or the other.
    guard reference.refills > refills || random.once(in: 20), !random.once(in: 20) else { return }
    if handset.pump.truth.reservoir.volume == .zero { ranDry = true }
    _ = handset.pump.withdraw(drawable, at: handset.now)
    try handset.pump.fill(
      min(Nanolitres(rawValue: UInt64(order.filledNanolitres)), device.capacity),
      of: order.concentration, at: handset.now)
  }
}
