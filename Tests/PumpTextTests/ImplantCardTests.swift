import PumpText
import Testing

struct ImplantCardTests {
  private func card(
    serial: String = "PLK-000001", clinician: String = String(repeating: "0a", count: 16),
    patient: String = String(repeating: "F9", count: 16)
  ) -> ImplantCard {
    ImplantCard(model: "PL-40", serial: serial, keys: .init(clinician: clinician, patient: patient))
  }

  @Test func `a good card has no fault`() { #expect(card().fault == nil) }

  @Test func `each fault is named`() {
    var old = card()
    old.format = 2
    #expect(old.fault?.contains("format 2") == true)
    for serial in ["", "PLK-000000001", "PLK-00é"] {
      #expect(card(serial: serial).fault?.contains("serial") == true, "\(serial)")
    }
    let wide = String(repeating: "\u{FF11}", count: 10) + "11"
    let short = String(repeating: "0", count: 31)
    for key in ["", "00", short, short + "g", short + "00", wide] {
      #expect(card(clinician: key).fault?.contains("clinician") == true, "\(key)")
      #expect(card(patient: key).fault?.contains("patient") == true, "\(key)")
    }
  }
}
