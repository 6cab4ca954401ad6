import TestLimits
import Testing

/// What `--capture` writes and `decode` shows.
@Suite(.waiting, .limited, .serialized)
struct CaptureTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  @Test func `a captured visit shows the whole conversation`() throws {
    try bench.programmer("dose 110 mcg/day --yes --capture visit")
    let decoded = try bench.programmer("decode visit --card card.json")
    #expect(decoded.code == 0, "\(decoded)")
    let frames = decoded.json.frames.elements
    #expect(
      frames.map(\.message) == [
        "identify", "identity", "openSession", "sessionOffered", "confirmSession", "sessionOpened",
        "interrogate", "interrogation", "readTherapy", "therapy", "readForecast", "forecast",
        "stageTherapy", "acknowledged", "readBack", "staged", "readForecast", "forecast", "commit",
        "acknowledged", "interrogate", "interrogation", "closeSession", "acknowledged",
      ])
    #expect(frames.dropFirst(4).allSatisfy { $0.seal.state == "opened" })
    #expect(frames.dropFirst(4).allSatisfy { $0.seal.key == "clinician" })
    #expect(frames.map(\.direction).prefix(2) == ["to_pump", "from_pump"])
    #expect(decoded.json.dropped == 0)
    #expect(decoded.json.unfinished == [])
    let words = try bench.launch("programmer", ["decode", "visit", "--card", "card.json"]).wait()
    #expect(words.output.contains("24 messages, 0 dropped"))
    #expect(words.output.contains("> commit #"))
  }

  @Test func `without the card the same visit shows who spoke, and nothing of what was said`()
    throws
  {
    try bench.programmer("dose 110 mcg/day --yes --capture visit")
    let decoded = try bench.programmer("decode visit")
    #expect(decoded.code == 0, "\(decoded)")
    let sealed = decoded.json.frames.elements.dropFirst(4)
    #expect(decoded.json.closed == 20 && sealed.allSatisfy { $0.message == .null })
    #expect(sealed.first?.seal.counter == 1 && sealed.first?.seal.message_bytes == 3)
    let words = try bench.launch("programmer", ["decode", "visit"]).wait().output
    #expect(words.contains("4 messages, 20 sealed, 0 dropped") && words.contains("give --card"))
    #expect(!words.contains("commit"))
    // The card of another pump opens nothing either.
    let other = try PumpBench()
    try bench.files.write(try other.files.read("card.json"), to: "other.json")
    let foreign = try bench.programmer("decode visit --card other.json")
    #expect(foreign.code == 0 && foreign.json.closed == 20, "\(foreign)")
  }

  @Test func `a frame that was played back and one that was forged are marked`() throws {
    try bench.programmer("dose 110 mcg/day --yes --capture visit.txt")
    let text = String(decoding: try bench.files.read("visit.txt"), as: UTF8.self)
    let lines = text.split(separator: "\n")
    let commit = try #require(lines.lastIndex { $0.contains(" > ") }).advanced(by: -4)
    try bench.files.write(
      (lines + [lines[commit]]).joined(separator: "\n").utf8, to: "replayed")
    let replayed = try bench.programmer("decode replayed --card card.json")
    #expect(replayed.code == 0, "\(replayed)")
    #expect(replayed.json.frames.elements.last?.seal.state == "repeated")
    #expect(replayed.json.frames.elements.last?.message == "commit")
    let words = try bench.launch("programmer", ["decode", "replayed", "--card", "card.json"]).wait()
    #expect(words.output.contains("REPEATED"))

    // The same bytes claimed to come from the pump: no direction can be taken for the other.
    let turned = lines[commit].replacing(" > ", with: " < ")
    try bench.files.write((lines + [turned[...]]).joined(separator: "\n").utf8, to: "forged")
    let forged = try bench.programmer("decode forged --card card.json")
    #expect(forged.code == 1 && forged.json.dropped == 1, "\(forged)")
    #expect(forged.json.frames.elements.last?.seal.state == "forged")
  }

  @Test func `a second visit is appended`() throws {
    for name in ["visits", "visits.txt"] {
      for _ in 0..<2 { try bench.programmer("identify --capture \(name)") }
      #expect(try bench.programmer("decode \(name)").json.frames.elements.count == 4)
    }
  }

  @Test func `a capture that cannot be written is refused before anything is sent`() throws {
    let refused = try bench.programmer("dose 110 mcg/day --yes --capture nowhere/visit")
    #expect(refused.code == 65, "\(refused)")
    #expect(refused.errors.contains("nothing was sent"))
    #expect(try bench.status.therapy.dose_mcg_per_day == 100)
  }

  @Test func `bare hexadecimal and raw bytes show the same messages`() throws {
    try bench.programmer("interrogate --capture visit.txt")
    let text = String(decoding: try bench.files.read("visit.txt"), as: UTF8.self)
    let hex = text.split(separator: "\n").map { String($0.split(separator: " ")[2]) }
    try bench.files.write("# a visit\n\n\(hex.joined(separator: "\n"))\n".utf8, to: "hex")
    let bytes = hex.joined().chunkedInPairs.compactMap { UInt8($0, radix: 16) }
    try bench.files.write(bytes, to: "raw")
    let names = try messages("visit.txt")
    #expect(names.count == 14)
    #expect(try messages("hex") == names)
    #expect(try messages("raw") == names)
  }

  @Test func `damage is shown with its reason`() throws {
    try bench.programmer("identify --capture visit.txt")
    let text = String(decoding: try bench.files.read("visit.txt"), as: UTF8.self)
    // The envelope of the first frame becomes one that there is none of.
    try bench.files.write(text.replacing("> 000401", with: "> 000477").utf8, to: "damaged")
    let damaged = try bench.programmer("decode damaged")
    #expect(damaged.code == 1, "\(damaged)")
    #expect(damaged.json.dropped == 1)
    #expect(damaged.json.frames.elements.first?.dropped.string?.contains("expected") == true)
    #expect(damaged.json.frames.elements.last?.message == "identity")

    try bench.files.write(text.dropLast(3).utf8, to: "unfinished")
    let unfinished = try bench.programmer("decode unfinished")
    #expect(unfinished.code == 1)
    #expect(unfinished.json.unfinished == ["from_pump"])
  }

  @Test func `what is no capture is refused by file and line`() throws {
    try bench.files.write("12 > 00\nwhat is this?\n".utf8, to: "text")
    try expectRefused("text", 65, "text:2: neither")
    try bench.files.write("12 > 0\n".utf8, to: "odd")
    try expectRefused("odd", 65, "odd:1: neither")
    try expectRefused("nowhere", 65, "no capture that can be read")
    try expectRefused("registry", 65, "no capture that can be read")
    try bench.files.write([], to: "empty")
    let empty = try bench.programmer("decode empty")
    #expect(empty.code == 0 && empty.json.frames == [])
  }

  private func messages(_ capture: String) throws -> [JSON] {
    try bench.programmer("decode \(capture) --card card.json").json.frames.elements.map(\.message)
  }

  private func expectRefused(_ capture: String, _ code: Int32, _ words: String) throws {
    let refused = try bench.programmer("decode \(capture)")
    #expect(refused.code == code && refused.errors.contains(words), "\(refused)")
  }
}

extension String {
  fileprivate var chunkedInPairs: [Substring] {
    var rest = self[...]
    var pairs: [Substring] = []
    while !rest.isEmpty {
      pairs.append(rest.prefix(2))
      rest = rest.dropFirst(2)
    }
    return pairs
  }
}
