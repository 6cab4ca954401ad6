import Foundation
import PumpText
import Telemetry
import TestLimits
import Testing

@Suite(.limited)
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
      var pending = card()
      pending.pending = .init(patient: key)
      #expect(pending.fault?.contains("pending patient") == true, "\(key)")
      pending.pending = .init(clinician: key)
      #expect(pending.fault?.contains("pending clinician") == true, "\(key)")
    }
  }

  @Test func `keys are read by role, the first byte first`() throws {
    var card = card(
      clinician: "000102030405060708090a0b0c0d0e0f", patient: "F0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF")
    let clinician = try #require(card.key(of: .clinician))
    #expect(clinician.low == 0x0706_0504_0302_0100 && clinician.high == 0x0F0E_0D0C_0B0A_0908)
    #expect(clinician.hexadecimal == card.keys.clinician)
    #expect(card.key(of: .patient)?.hexadecimal == card.keys.patient.lowercased())
    #expect(card.pendingKey(of: .clinician) == nil && card.pendingKey(of: .patient) == nil)
    card.pending = .init(patient: card.keys.clinician)
    #expect(card.fault == nil)
    #expect(card.pendingKey(of: .patient) == clinician && card.pendingKey(of: .clinician) == nil)
  }

  @Test func `a card without pending keys does not speak of them`() throws {
    var card = card()
    let plain = String(decoding: try JSONEncoder().encode(card), as: UTF8.self)
    #expect(!plain.contains("pending"))
    card.pending = .init(clinician: card.keys.patient)
    let again = try JSONDecoder().decode(ImplantCard.self, from: try JSONEncoder().encode(card))
    #expect(again == card)
  }
}
