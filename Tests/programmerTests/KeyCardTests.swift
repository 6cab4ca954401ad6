import Foundation
import ProgrammerSession
import PumpText
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// The card as a file: whole at any moment, and what is on it while a key is changed.
@Suite(.limited)
struct KeyCardTests {
  private let lab: ArchiveLab
  private var path: String { lab.directory + "/card.json" }
  private let old = AsconBlock(low: 1, high: 2)
  private let new = AsconBlock(low: 3, high: 4)

  init() throws {
    lab = try ArchiveLab()
    let card = ImplantCard(
      model: "PL-40", serial: "PL40-SAMPLE",
      keys: .init(clinician: old.hexadecimal, patient: old.hexadecimal))
    try JSONEncoder().encode(card).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }

  @Test(arguments: [Role.clinician, .patient])
  func `a pending key stands beside the old one until it is adopted or dropped`(role: Role) throws {
    let other: Role = role == .patient ? .clinician : .patient
    let card = try KeyCard(reading: path)
    try card.putPending(new, for: role)
    #expect(try KeyCard(reading: path).pairing(role)?.key == old)
    #expect(try KeyCard(reading: path).pairing(role)?.pending == new)
    #expect(try KeyCard(reading: path).pairing(other)?.pending == nil)
    try card.dropPending(for: role)
    #expect(try KeyCard(reading: path).contents.pending == nil)
    try card.putPending(new, for: role)
    try card.adoptPending(for: role)
    #expect(try KeyCard(reading: path).pairing(role)?.key == new)
    #expect(try KeyCard(reading: path).contents.pending == nil)
    #expect(try KeyCard(reading: path).pairing(other)?.key == old)
  }

  @Test func `both roles can wait at once, and one does not end the other's waiting`() throws {
    let card = try KeyCard(reading: path)
    try card.putPending(new, for: .clinician)
    try card.putPending(new, for: .patient)
    try card.adoptPending(for: .clinician)
    #expect(card.hasPending(.patient) && !card.hasPending(.clinician))
  }

  @Test(arguments: [0o600, 0o640])
  func `its mode stays, and nothing is left beside it`(mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    // What a programmer that died left there.
    try Data("half a card".utf8).write(to: URL(fileURLWithPath: path + ".new"))
    try KeyCard(reading: path).putPending(new, for: .clinician)
    let found = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(found == mode)
    #expect(try FileManager.default.contentsOfDirectory(atPath: lab.directory) == ["card.json"])
  }

  @Test func `a card that another program changed meanwhile is left as it is`() throws {
    let mine = try KeyCard(reading: path)
    try KeyCard(reading: path).putPending(new, for: .clinician)
    let before = FileManager.default.contents(atPath: path)
    #expect(throws: ProgrammerError.self) { try mine.putPending(old, for: .patient) }
    #expect(FileManager.default.contents(atPath: path) == before)
  }

  @Test func `keys are drawn anew each time`() {
    let keys = (0..<100).map { _ in AsconBlock.random() }
    #expect(Set(keys.map(\.hexadecimal)).count == 100)
    #expect(keys.allSatisfy { $0.low != 0 && $0.high != 0 })
  }
}
