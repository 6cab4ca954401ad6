import ClinicSupport
import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Clinic

/// What is shown before a key is changed, and before the emergency is called for.
@Suite(.limited)
struct PreviewTests {
  @Test func `a change of a key asks about the pump and the role it is ordered for`() {
    for role in [Role.clinician, .patient] {
      var rotation = KeyRotation(role, of: Samples.identity, key: AsconBlock(low: 1, high: 2))
      guard case .consult(let preview)? = rotation.nextAction() else {
        Issue.record("nobody is asked")
        continue
      }
      #expect(preview.pump.serial == Samples.identity.serial && preview.role == role)
      #expect(preview.need == .yes)
      rotation.agree(Yes(by: "a test"))
      guard case .give(let order, _)? = rotation.nextAction(),
        case .rotateKey(let body) = order.body
      else {
        Issue.record("no change is ordered")
        continue
      }
      #expect(body.role == preview.role, "what was shown is what is ordered")
    }
  }

  @Test func `the emergency is shown with all that it does, and a yes is enough`() {
    let preview = EmergencyPreview(pump: Samples.identity)
    #expect(preview.effects == [.minimumRate, .endsInfusions, .endsThere, .withdrawal])
    #expect(preview.need == .yes && preview.pump.serial == Samples.identity.serial)
  }
}
