import Foundation
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld

/// The keys on the card: who may open the pump, and how they are changed.
@Suite(.waiting, .limited, .serialized)
struct KeyTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  @Test(arguments: ["clinician", "patient"])
  func `a changed key opens, and the one before it does not`(role: String) throws {
    try bench.files.write(try bench.files.read("card.json"), to: "old.json")
    let rotated = try bench.expectDone("keys rotate --role \(role) --yes")
    #expect(rotated.role == JSON.text(role) && rotated.opened_by == "new_key")
    #expect(rotated.pending == false)
    #expect(try card.pending == .null)
    try bench.expectDone("keys check --role \(role)")
    try bench.expectRefused(
      "keys check --role \(role) --card old.json", 76, "did not accept the \(role)'s key")
    // The other role's key is what it was.
    let other = role == "patient" ? "clinician" : "patient"
    try bench.expectDone("keys check --role \(other) --card old.json")
    #expect(try bench.status.therapy.dose_mcg_per_day == 100)
    #expect(try mode("card.json") == 0o600)
  }

  @Test func `no key is ever shown`() throws {
    let before = try digits()
    // Only the card from before opens the session in which its key was changed.
    try bench.files.write(try bench.files.read("card.json"), to: "old.json")
    let rotate = try bench.programmer("keys rotate --yes --capture visit")
    let decode = try bench.programmer("decode visit --card old.json")
    let words = try bench.launch("programmer", ["decode", "visit", "--card", "old.json"]).wait()
    let shown = try bench.programmer("sessions show 1")
    let log = try bench.programmer("log")
    let archive = ["archive.sqlite", "archive.sqlite-wal"].map {
      String(decoding: (try? bench.files.read($0)) ?? [], as: Unicode.ASCII.self)
    }
    let all =
      [rotate.output, rotate.errors, decode.output, words.output, shown.output, log.output]
      + archive
    for key in before.union(try digits()) {
      #expect(key.count == 32)
      #expect(!all.contains { $0.lowercased().contains(key.lowercased()) })
    }
    #expect(words.output.contains("key = not shown"), "\(words)")
  }

  /// Everywhere a change of key can be cut off: at each point, at the first and second time.
  static let cuts: [String] =
    ["before-intent", "after-intent", "after-send", "before-outcome", "after-outcome"]
    + ["before-card", "beside-card", "after-card"].flatMap { [$0, "\($0):2"] }

  @Test(arguments: cuts)
  func `a change that is cut off leaves a card that opens, and is finished or given up`(
    cut: String
  ) throws {
    let old = try digits()
    let died = try bench.programmer("keys rotate --yes --crash-at \(cut)")
    #expect(died.code == 128 + SIGKILL, "\(died)")
    #expect(try mode("card.json") == 0o600)
    let next = try bench.programmer("status")
    #expect(next.code == 0, "\(next)")
    let check = try bench.expectDone("keys check")
    #expect(check.pending == false, "\(next.errors)")
    // What the next visit said is so: the first half of the way is given up, the second finished.
    let isNew = try digits() != old
    let isSaid = next.errors.contains("is the card's key from here on")
    #expect(isSaid || !isNew || cut == "after-card:2")
    try bench.expectDone("keys rotate --yes")
    try bench.expectDone("bolus 50 mcg --over 10 min --yes")
  }

  @Test func `a link to the card stays one, and a card that cannot be written changes nothing`()
    throws
  {
    try FileManager.default.createSymbolicLink(
      atPath: bench.files.file("link.json"), withDestinationPath: "card.json")
    try bench.expectDone("keys rotate --yes --card link.json")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: bench.files.file("link.json"))
        == "card.json")
    try bench.expectDone("keys check")
    let before = try bench.files.read("card.json")
    // A directory stands where the new card would be written beside the old one.
    try FileManager.default.createDirectory(
      atPath: bench.files.file("card.json.new"), withIntermediateDirectories: false)
    try bench.expectRefused("keys rotate --yes", 74, "the implant card could not be made anew")
    #expect(try bench.files.read("card.json") == before)
    try bench.expectDone("keys check")
  }

  @Test func `without an archive a pending key stays on the card until it is replaced`() throws {
    let died = try bench.programmer("keys rotate --yes --no-archive --crash-at after-card")
    #expect(died.code == 128 + SIGKILL, "\(died)")
    let check = try bench.programmer("keys check --no-archive")
    #expect(check.code == 0 && check.json.pending == true, "\(check)")
    #expect(check.errors.contains("The card keeps both"), "\(check)")
    try bench.expectDone("keys rotate --yes --no-archive")
    #expect(try bench.expectDone("keys check").pending == false)
  }

  @Test func `a key is changed only by somebody who agrees, at the pump of the card`() throws {
    let card = try bench.files.read("card.json")
    try bench.expectRefused("keys rotate", 64, "add --yes")
    let other = try PumpBench()
    try other.files.write(card, to: "other.json")
    try other.expectRefused("keys rotate --yes --card other.json", 78, "the card is for pump")
    #expect(try bench.files.read("card.json") == card)
  }

  private var card: JSON {
    get throws { JSON(String(decoding: try bench.files.read("card.json"), as: UTF8.self)) }
  }

  /// The keys on the card.
  private func digits() throws -> Set<String> {
    // `keys` by its dynamic name is the list of the members' names.
    let keys = try card[dynamicMember: "keys"]
    return Set([keys.clinician, keys.patient].compactMap(\.string))
  }

  private func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: bench.files.file(name))[.posixPermissions]
      as? Int
  }
}
