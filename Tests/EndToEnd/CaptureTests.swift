import Testing

/// What `--capture` writes and `decode` shows.
@Suite(.serialized)
struct CaptureTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  @Test func `a captured visit shows the whole conversation`() throws {
    try bench.programmer("dose 110 mcg/day --yes --capture visit")
    let decoded = try bench.programmer("decode visit")
    #expect(decoded.code == 0, "\(decoded)")
    let frames = decoded.json.frames.elements
    #expect(
      frames.map(\.message) == [
        "identify", "identity", "openSession", "sessionOpened", "interrogate", "interrogation",
        "readTherapy", "therapy", "stageTherapy", "acknowledged", "readBack", "staged", "commit",
        "acknowledged", "interrogate", "interrogation", "closeSession", "acknowledged",
      ])
    #expect(frames.map(\.direction).prefix(2) == ["to_pump", "from_pump"])
    #expect(decoded.json.dropped == 0)
    #expect(decoded.json.unfinished == [])
    let words = try bench.launch("programmer", ["decode", "visit"]).wait().output
    #expect(words.contains("18 messages, 0 dropped"))
    #expect(words.contains("> commit #"))
  }

  @Test func `a second visit is appended`() throws {
    for _ in 0..<2 { try bench.programmer("identify --capture visits") }
    #expect(try bench.programmer("decode visits").json.frames.elements.count == 4)
  }

  @Test func `a capture that cannot be written is refused before anything is sent`() throws {
    let refused = try bench.programmer("dose 110 mcg/day --yes --capture nowhere/visit")
    #expect(refused.code == 65, "\(refused)")
    #expect(refused.errors.contains("nothing was sent"))
    #expect(try bench.status.therapy.dose_mcg_per_day == 100)
  }

  @Test func `bare hexadecimal and raw bytes show the same messages`() throws {
    try bench.programmer("interrogate --capture visit")
    let text = String(decoding: try bench.files.read("visit"), as: UTF8.self)
    let hex = text.split(separator: "\n").map { String($0.split(separator: " ")[2]) }
    try bench.files.write("# a visit\n\n\(hex.joined(separator: "\n"))\n".utf8, to: "hex")
    let bytes = hex.joined().chunkedInPairs.compactMap { UInt8($0, radix: 16) }
    try bench.files.write(bytes, to: "raw")
    let names = try messages("visit")
    #expect(names.count == 8)
    #expect(try messages("hex") == names)
    #expect(try messages("raw") == names)
  }

  @Test func `damage is shown with its reason`() throws {
    try bench.programmer("identify --capture visit")
    let text = String(decoding: try bench.files.read("visit"), as: UTF8.self)
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
    try bench.programmer("decode \(capture)").json.frames.elements.map(\.message)
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
