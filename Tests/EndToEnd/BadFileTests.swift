import Foundation
import TestLimits
import Testing

/// Files that a pump is started with and that are not what they should be.
@Suite(.waiting, .limited, .serialized)
struct BadFileTests {
  private static let profile = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../fixtures/profiles/adult-40ml.yaml").standardizedFileURL.path

  struct BadProfile: Sendable, CustomTestStringConvertible {
    let name: String
    let old: String
    let new: String
    /// The line that is wrong, and what is said about it.
    let says: [String]
    var testDescription: String { name }
  }

  @Test(arguments: [
    BadProfile(
      name: "an unknown key", old: "fill: 20 mL", new: "fil: 20 mL",
      says: ["bad.yaml:8: reservoir.fil is no key", "bad.yaml:7: reservoir.fill is missing"]),
    BadProfile(
      name: "a wrong unit", old: "fill: 20 mL", new: "fill: 20 kg",
      says: ["bad.yaml:8: reservoir.fill", "mL, uL, nL"]),
    BadProfile(
      name: "a bare number", old: "fill: 20 mL", new: "fill: 20",
      says: ["bad.yaml:8: reservoir.fill", "has no unit"]),
    BadProfile(
      name: "a missing key", old: "  fill: 20 mL\n", new: "",
      says: ["bad.yaml:7: reservoir.fill is missing"]),
    BadProfile(
      name: "a key twice", old: "fill: 20 mL", new: "fill: 20 mL\n  fill: 30 mL",
      says: ["bad.yaml:8: there is more than one fill"]),
    BadProfile(
      name: "no concentration", old: "2000 mcg/mL\n", new: "0 mcg/mL\n",
      says: ["bad.yaml:15: drug.concentration", "zero"]),
    BadProfile(
      name: "a tab", old: "  fill: 20 mL", new: "\tfill: 20 mL",
      says: ["bad.yaml:8: this is no YAML"]),
    BadProfile(
      name: "a list without end", old: "fill: 20 mL", new: "fill: [20 mL",
      says: ["this is no YAML"]),
    BadProfile(
      name: "a later format", old: "format: 2", new: "format: 3", says: ["bad.yaml:3: format"]),
    BadProfile(
      name: "the former format", old: "format: 2", new: "format: 1",
      says: ["bad.yaml:3: format: this version reads format 2, which also says the residual"]),
    BadProfile(
      name: "a catheter trimmed away", old: "trimmed_length: 30 cm", new: "trimmed_length: 90 cm",
      says: ["bad.yaml:33: catheter.trimmed_length: nothing is left"]),
    BadProfile(
      name: "more than fits", old: "fill: 20 mL", new: "fill: 50 mL",
      says: ["bad.yaml:7: reservoir: the fill is larger"]),
    BadProfile(
      name: "a dose beyond the device", old: "dose: 100 mcg/day", new: "dose: 1 mcg/day",
      says: ["bad.yaml:26: therapy: 0.0005 mL/day is below"]),
    BadProfile(
      name: "several at once", old: "low_alarm: 2 mL", new: "low_alarm: 2\n  colour: red",
      says: ["bad.yaml:9: reservoir.low_alarm", "bad.yaml:10: reservoir.colour"]),
  ])
  func `a profile with something wrong is refused by file and line`(bad: BadProfile) throws {
    let text = try String(contentsOfFile: Self.profile, encoding: .utf8)
    #expect(text.contains(bad.old))
    try expectRefused(text.replacing(bad.old, with: bad.new).utf8, says: bad.says)
  }

  @Test func `a profile that is none is refused`() throws {
    try expectRefused([0xff, 0xfe, 0x00, 0x80], says: ["bad.yaml: the profile is not text"])
    try expectRefused([], says: ["bad.yaml:1: it is empty"])
    try expectRefused("- a\n- b\n".utf8, says: ["bad.yaml:1: the profile is not a list of keys"])
  }

  @Test func `a profile that is not there is refused`() throws {
    let bench = try StoppedBench()
    try bench.expectRefused(["--profile", "nowhere"], 65, "give a file, or one of adult-40ml")
    try bench.expectRefused(["--profile", "."], 65, "cannot be read")
    #expect(bench.names == [])
  }

  @Test func `a card that cannot be used is refused, and left alone`() throws {
    let bench = try StoppedBench()
    for (text, words) in [
      ("", "this is no implant card"), ("[]", "this is no implant card"),
      ("\u{1}\u{2}\u{3}", "this is no implant card"),
      (#"{"format":1,"model":"PL-40","serial":"X","keys":{"clinician":"1","patient":"2"}}"#, "key"),
      (#"{"format":9,"model":"PL-40","serial":"X","keys":{"clinician":"1","patient":"2"}}"#, "9"),
    ] {
      try bench.files.write(text.utf8, to: "card.json")
      try bench.expectRefused([], 65, "card.json", words)
      #expect(bench.names == ["card.json"])
      #expect(try bench.files.read("card.json") == Array(text.utf8))
    }
    try bench.expectRefused(["--card", "."], 78, "this is a directory")
    try bench.expectRefused(["--card", "nowhere/card.json"], 78, "no such directory")
  }

  @Test func `a start in vain leaves no card that would be in the way of the next`() throws {
    let bench = try StoppedBench()
    try bench.makePump(["--profile", "child-20ml"])
    try FileManager.default.removeItem(atPath: bench.files.file("card.json"))
    try bench.expectRefused(["--profile", "adult-40ml"], 78, "made with another motor")
    #expect(bench.names == ["state"])
    try bench.makePump(["--profile", "child-20ml"])
  }

  private func expectRefused(_ profile: some Sequence<UInt8>, says: [String]) throws {
    let bench = try StoppedBench()
    try bench.files.write(profile, to: "bad.yaml")
    for words in says { try bench.expectRefused(["--profile", "bad.yaml"], 65, words) }
    #expect(bench.names == ["bad.yaml"])
  }
}
