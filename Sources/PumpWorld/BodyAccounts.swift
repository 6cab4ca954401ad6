package import PumpPlant
package import Quantities

/// What a body has by its own account, without the catheter and the person who may be in it: whole,
/// it is kilobytes, which whoever asks at every event would copy.
package struct BodyAccounts: Equatable {
  /// What came out at the tip of pumps that are in it no more.
  package let infused: Liquid
  /// What was injected by hand.
  package let injected: Picograms
  /// The drug in catheters that were taken out of it.
  package let removed: Picograms
  /// The drug in the catheter that leads to no pump; `nil` where there is none.
  package let catheter: Picograms?
  /// What the person in it was given; `nil` where nobody is.
  package let given: Picograms?
  /// The person's time; `nil` where nobody is.
  package let time: TherapyTime?
}

extension World {
  /// The accounts of the body; `nil` while another bench has it.
  package var bodyAccounts: BodyAccounts? {
    @inline(never) mutating get { Self.accounts(ownBody) }
  }

  @inline(never)
  fileprivate static func accounts(_ body: borrowing Body?) -> BodyAccounts? {
    switch body {
    case .none: nil
    case .some(let body):
      BodyAccounts(
        infused: body.infused, injected: body.injected, removed: body.removed.drug,
        catheter: body.catheter?.contents.drug, given: body.patient?.given, time: body.patient?.now)
    }
  }
}

extension VirtualPump {
  /// The accounts of the body that the pump's bench has; `nil` while another has it.
  package var bodyAccounts: BodyAccounts? {
    mutating get { world.bodyAccounts }
  }
}

extension OtherDrug {
  /// The accounts of what the body has of this drug; `nil` while another bench has it.
  package var bodyAccounts: BodyAccounts? { World.accounts(body) }
}
