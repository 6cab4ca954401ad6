import ClinicSupport
import Telemetry
import TestLimits
import Testing

@testable import Clinic

/// Which pump a session is opened with.
@Suite(.limited)
struct PumpMismatchTests {
  private let serial = Samples.identity.serial

  @Test func `the pump of the card, in this build's protocol, is the right one`() {
    #expect(PumpMismatch(Samples.identity, cardSerial: serial) == nil)
  }

  @Test func `what is wrong is told, the protocol before the patient`() {
    var identity = Samples.identity
    #expect(PumpMismatch(identity, cardSerial: nil) == .serial)
    #expect(PumpMismatch(identity, cardSerial: ShortText("PL40-OTHER".utf8.span)) == .serial)
    identity.schema &+= 1
    #expect(PumpMismatch(identity, cardSerial: nil) == .schema)
    identity.protocolVersion.major += 1
    #expect(PumpMismatch(identity, cardSerial: serial) == .protocolVersion)
  }

  @Test func `the emergency needs only the pump that was meant, whatever it speaks`() {
    var identity = Samples.identity
    identity.schema &+= 1
    identity.protocolVersion.major += 1
    #expect(PumpMismatch(emergencyAt: identity, cardSerial: serial) == nil)
    let other = ShortText<12>("PL40-OTHER".utf8.span)
    #expect(PumpMismatch(emergencyAt: identity, cardSerial: other) == .serial)
    #expect(PumpMismatch(emergencyAt: identity, cardSerial: nil) == .serial)
  }
}
