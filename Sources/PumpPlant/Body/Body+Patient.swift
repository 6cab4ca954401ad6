public import Quantities

/// Who is in a body. Spec: patient.md, "In the bench".
extension Body {
  /// All drug that ever reached the spinal fluid, from any pump and by hand; `plant` is the pump
  /// that is in the body or lies beside it.
  public func received(beside plant: borrowing Plant) -> Picograms {
    received + plant.givenHere
  }

  /// Puts somebody into the body at the pump's moment, who has had none of what it received so
  /// far; false, with nothing changed, where somebody is.
  public mutating func admit(_ patient: Patient, beside plant: borrowing Plant) -> Bool {
    guard self.patient == nil else { return false }
    var patient = patient
    patient.before = received(beside: plant)
    patient.followed = plant.therapyTime
    self.patient = patient
    return true
  }

  /// Whether the patient has got all that the body received, and was in it up to a pump's moment.
  public func isFollowed(to plant: borrowing Plant) -> Bool {
    guard let patient else { return true }
    let total = received(beside: plant)
    let time = plant.therapyTime
    return patient.followed == time && patient.before + patient.given == total
  }

  /// Lets the patient's time go on to a pump's moment, and reach them what the body has received
  /// since, of which that pump has given so much while it was in there (``Plant/givenHere``); traps
  /// when the moment is past.
  ///
  /// A pump as a whole would be copied with each stroke.
  public mutating func follow(to time: TherapyTime, given: Picograms) {
    guard patient != nil else { return }
    let total = received + given
    patient?.follow(to: time, total: total)
  }

  /// The pump's moment at which the patient is looked at next; `nil` where nobody is. It changes
  /// nothing; but for what cannot, the compiler would copy the whole body.
  public mutating func nextLook() -> TherapyTime? { patient?.nextLook() }

  /// Puts the catheter's tip into a cell of the patient's spinal fluid; false, with nothing
  /// changed, where nobody is or there is no such cell.
  public mutating func moveTip(to cell: UInt32) -> Bool { patient?.moveTip(to: cell) ?? false }

  /// A tone sounds in the body.
  public mutating func hear(isCritical: Bool) { patient?.hear(isCritical: isCritical) }

  /// Lets the patient's time go on with that of another bench.
  public mutating func settle(at plant: borrowing Plant) { patient?.followed = plant.therapyTime }

  /// Puts a patient who was kept back into their body, which has received so much; false, with
  /// nothing changed, when it is not theirs.
  public mutating func restore(_ patient: Patient, received: Picograms) -> Bool {
    guard self.patient == nil, patient.before + patient.given == received else {
      return false
    }
    self.patient = patient
    return true
  }
}

extension Patient {
  fileprivate mutating func nextLook() -> TherapyTime {
    let interval = Self.interval.rawValue
    return followed.after(Milliseconds(rawValue: interval - now.rawValue % interval))
  }

  /// Goes on to a moment of the bench, at which the body has received so much in all.
  fileprivate mutating func follow(to time: TherapyTime, total: Picograms) {
    let new = total.rawValue - before.rawValue - given.rawValue
    advance(by: time.since(followed), receiving: Picograms(rawValue: new))
    followed = time
  }
}
