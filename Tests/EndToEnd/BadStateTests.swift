import Foundation
import TestLimits
import Testing

/// A state file that is damaged, foreign, or no file at all.
@Suite(.waiting, .limited, .serialized)
struct BadStateTests {
  /// Where the two copies of the world and of the memory lie in the file.
  private enum Place {
    static let worlds = [4096, 8192]
    static let memory = [12_288, 14_336]
  }

  @Test func `a state file of another length is refused, and left alone`() throws {
    let bench = try StoppedBench()
    try bench.makePump()
    let good = try bench.files.read("state")
    for length in [0, 1, 8, 31] {
      try expectRefused(bench, Array(good.prefix(length)), 65, "no pump's state file")
    }
    for length in [32, 512, 5000, good.count - 1] {
      try expectRefused(bench, Array(good.prefix(length)), 65, "\(length) bytes long")
    }
    try expectRefused(bench, good + [0], 65, "\(good.count + 1) bytes long")
    try expectRefused(bench, Array("garbage\n".utf8), 65, "no pump's state file")
    try expectRefused(
      bench, [UInt8](repeating: 0, count: good.count), 65, "no pump's state file")
  }

  @Test func `a state file of another version or pump is refused, and left alone`() throws {
    let bench = try StoppedBench()
    try bench.makePump()
    let good = try bench.files.read("state")
    try expectRefused(bench, good.flipping(8), 65, "another version")
    try expectRefused(bench, good.flipping(13), 65, "its header is damaged")

    let other = try StoppedBench()
    try other.makePump()
    try expectRefused(bench, try other.files.read("state"), 78, "it belongs to pump")

    let card = String(decoding: try bench.files.read("card.json"), as: UTF8.self)
    try bench.files.write(good, to: "state")
    try bench.files.write(card.replacing("PL-40", with: "PL-20").utf8, to: "card.json")
    try bench.expectRefused(["--profile", "child-20ml"], 78, "made with another motor")
    #expect(try bench.files.read("state") == good)
  }

  @Test func `one damaged copy of world and memory is fine, both worlds are not`() throws {
    let bench = try PumpBench()
    try bench.programmer("dose 110 mcg/day --yes")
    #expect(try bench.end() == 0)
    let good = try bench.files.read("state")
    for place in Place.worlds {
      try bench.files.write(good.flipping(place + 20), to: "state")
      try bench.restart()
      #expect(try bench.status.therapy.dose_mcg_per_day == 110)
      try bench.kill9()
    }
    let both = Place.worlds.reduce(good) { $0.flipping($1 + 20) }
    try bench.files.write(both, to: "state")
    let finished = try bench.start(["--link", "pump"]).wait()
    #expect(finished.code == 65 && finished.errors.contains("both copies of the world"))
    #expect(try bench.files.read("state") == both)
  }

  @Test func `with one damaged memory slot the pump goes on, perhaps one order behind`() throws {
    let bench = try PumpBench()
    try bench.programmer("dose 110 mcg/day --yes")
    #expect(try bench.end() == 0)
    let good = try bench.files.read("state")
    for place in Place.memory {
      try bench.files.write(good.flipping(place + 20), to: "state")
      try bench.restart()
      let status = try bench.status
      #expect(status.alarms == [])
      #expect([100, 110].contains(status.therapy.dose_mcg_per_day))
      try bench.kill9()
    }
  }

  @Test func `with both memory slots damaged the pump says so, and delivers nothing`() throws {
    let bench = try PumpBench()
    #expect(try bench.end() == 0)
    let good = try bench.files.read("state")
    try bench.files.write(Place.memory.reduce(good) { $0.flipping($1 + 20) }, to: "state")
    try bench.restart()
    let status = try bench.programmer("status")
    #expect(status.code == 0)
    #expect(status.json.alarms == ["memory_lost"])
    #expect(status.json.delivery == "stopped")
    let words = try bench.launch("programmer", ["status"]).wait().output
    #expect(words.contains("CRITICAL memory lost") && words.contains("gets no drug"))
    for order in ["bolus 5 mcg --over 10 min", "stop", "resume", "clock set now"] {
      let refused = try bench.programmer("\(order) --yes")
      #expect(refused.code == 1 && refused.errors.contains("replace the pump"), "\(refused)")
    }
    #expect(try bench.programmer("dose 110 mcg/day --yes").code == 1)
    try bench.ctl("advance 1 day")
    #expect(try bench.truth.strokes == 0)
  }

  @Test func `a path that cannot be a state file is refused`() throws {
    let bench = try StoppedBench()
    try bench.expectRefused(["--state", "."], 78, "this is a directory")
    try bench.expectRefused(["--state", "nowhere/state"], 78, "no such directory")
    try bench.expectRefused(["--state", "/dev/null"], 78, "this is a pipe or a device")
    try bench.files.makeFifo("fifo")
    try bench.expectRefused(["--state", "fifo"], 78, "this is a pipe or a device")
    #expect(bench.names == ["fifo"])
  }

  @Test func `a state file that cannot be written is refused`() throws {
    let bench = try StoppedBench()
    try bench.makePump()
    try bench.files.setPermissions(0o400, of: "state")
    // Root may write everything, unless that power is taken away.
    let drop = geteuid() == 0 ? ["setpriv", "--bounding-set=-dac_override"] : []
    let words = drop + [try Program.path("PumpFirmwareSim")] + bench.arguments([])
    let finished = try Program("/usr/bin/env", words, in: bench.files.path, environment: [:]).wait()
    #expect(finished.code == 78, "\(finished)")
    #expect(finished.errors.contains("permission denied"))
    #expect(bench.names == ["card.json", "state"])
  }

  @Test(.enabled(if: canMount, "needs a mount namespace of its own"))
  func `a full disk is noticed before the pump is there, and leaves nothing`() throws {
    let bench = try StoppedBench()
    try bench.files.makeDirectory("full")
    let pump = ([try Program.path("PumpFirmwareSim")] + bench.arguments(["--state", "full/state"]))
      .map { "'\($0)'" }.joined(separator: " ")
    // One page; a state file needs two.
    let script = "mount -t tmpfs -o size=4k none full; \(pump); code=$?; ls -A full; exit $code"
    let finished = try Program(
      "/usr/bin/unshare", ["-rm", "/bin/sh", "-c", script], in: bench.files.path, environment: [:]
    ).wait()
    #expect(finished.code == 74, "\(finished)")
    #expect(finished.errors.contains("no space is left"))
    #expect(finished.output == "")
    #expect(bench.names == ["full"])
  }

  private static let canMount =
    (try? Program(
      "/usr/bin/unshare", ["-rm", "true"], in: "/tmp", environment: [:]
    ).wait().code) == 0

  private func expectRefused(
    _ bench: StoppedBench, _ state: [UInt8], _ code: Int32, _ words: String
  ) throws {
    try bench.files.write(state, to: "state")
    try bench.expectRefused([], code, words)
    #expect(try bench.files.read("state") == state)
    #expect(bench.names == ["card.json", "state"])
  }
}

extension [UInt8] {
  /// The same bytes, one bit of one of them wrong.
  fileprivate func flipping(_ place: Int) -> [UInt8] {
    var bytes = self
    bytes[place] ^= 1
    return bytes
  }
}
