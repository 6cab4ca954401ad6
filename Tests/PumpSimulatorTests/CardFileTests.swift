import BadLink
import Foundation
import PumpText
import PumpWorld
import Quantities
import SerialLink
import TestLimits
import Testing

@testable import PumpSimulator

@Suite(.limited)
struct CardFileTests {
  private let directory: TemporaryDirectory
  private let path: String

  init() throws {
    directory = try TemporaryDirectory()
    path = directory.file("card.json")
  }

  @Test func `a card is read as it was written, by its owner alone`() throws {
    #expect(try CardFile.read(path) == nil)
    try CardFile.write(Samples.card, to: path)
    #expect(try CardFile.read(path) == Samples.card)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `a card that others may read is refused, one that nobody may write is not`() throws {
    try CardFile.write(Samples.card, to: path)
    let manager = FileManager.default
    try manager.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    let error = #expect(throws: SimulatorError.self) { try CardFile.read(path) }
    #expect(error?.cause == .configuration)
    #expect(error?.description.contains("chmod 600") == true)
    try manager.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
    #expect(try CardFile.read(path) == Samples.card)
  }

  @Test func `a card is told from its pump's by the keys that open a session`() throws {
    let pump = Samples.card
    #expect(pump.difference(from: pump) == nil)
    var changed = pump
    changed.keys.clinician = String(repeating: "ab", count: 16)
    let words = try #require(pump.difference(from: changed))
    #expect(words.contains("other keys for clinician than") && words.contains("therapy goes on"))
    // Either of the card's keys may be either of the pump's.
    var both = pump
    both.pending = .init(clinician: changed.keys.clinician)
    #expect(both.difference(from: changed) == nil && both.difference(from: pump) == nil)
    #expect(changed.difference(from: both) == nil && pump.difference(from: both) == nil)
    changed.keys.patient = changed.keys.clinician
    #expect(pump.difference(from: changed)?.contains("clinician and patient") == true)
  }

  @Test func `a card of a pump has the keys that are in use`() throws {
    let pump = try Samples.setup().newPump()
    var blank = Samples.card
    blank.keys = .init(clinician: String(repeating: "0", count: 32), patient: "")
    blank.pending = .init(patient: "")
    #expect(blank.with(keysOf: pump.firmware) == Samples.card)
  }

  @Test func `a card that is there is not overwritten`() throws {
    try CardFile.write(Samples.card, to: path)
    var other = Samples.card
    other.serial = "OTHER"
    #expect(throws: SerialError.self) { try CardFile.write(other, to: path) }
    #expect(try CardFile.read(path) == Samples.card)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["card.json"])
  }

  @Test(arguments: [
    ("", "no implant card"), ("{}", "no implant card"), ("[1]", "no implant card"),
    ("\u{0}", "no implant card"),
  ])
  func `what is no card is refused`(text: String, words: String) throws {
    try directory.write(Array(text.utf8), to: "card.json")
    let error = #expect(throws: SimulatorError.self) { try CardFile.read(path) }
    #expect(error?.cause == .data)
    #expect(error?.description.contains(words) == true)
  }

  @Test(arguments: [
    ("\"format\":1", "\"format\":2", "format 2"), ("PL40-SAMPLE", "", "1-12 characters"),
    ("PL40-SAMPLE", "PL40-SAMPLE-TOO-LONG", "1-12 characters"),
    ("0e0f", "0e0", "clinician key"), ("1e1f", "1e1g", "patient key"),
  ])
  func `a card that cannot be used is refused`(old: String, new: String, words: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(Samples.card), as: UTF8.self)
    #expect(text.contains(old))
    try directory.write(Array(text.replacing(old, with: new).utf8), to: "card.json")
    let error = #expect(throws: SimulatorError.self) { try CardFile.read(path) }
    #expect(error?.cause == .data)
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test func `the same seed makes the same card, another seed another one`() {
    func card(_ seed: UInt64, serial: String? = nil) -> ImplantCard {
      var generator = SeededGenerator(seed: seed)
      return CardFile.make(model: "PL-40", serial: serial, using: &generator)
    }
    #expect(card(7) == card(7))
    #expect(card(7).serial != card(8).serial)
    #expect(card(7).keys.clinician != card(8).keys.clinician)
    #expect(card(7).keys.clinician != card(7).keys.patient)
    #expect(card(7, serial: "KNOWN").serial == "KNOWN")
  }

  @Test func `every made card can be used`() {
    for seed in 0..<200 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let card = CardFile.make(model: "PL-40", serial: nil, using: &generator)
      #expect(card.fault == nil, "seed \(seed)")
      #expect(card.serial.hasPrefix("PL40-") && card.serial.utf8.count == 11)
    }
  }
}
