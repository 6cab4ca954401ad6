import Foundation
import TestLimits
import Testing

/// What both programs keep of what went over a line: captures in packets, and key logs.
@Suite(.waiting, .limited, .serialized)
struct LineRecordTests {
  private func frames(
    _ bench: PumpBench, _ words: String, code: Int32 = 0
  ) throws -> [JSON] {
    let decoded = try bench.programmer("decode \(words)")
    #expect(decoded.code == code, "\(decoded)")
    return decoded.json.frames.elements
  }

  @Test func `both ends of a good line see the same, byte for byte`() throws {
    let files = try TemporaryDirectory()
    let bench = try PumpBench(options: ["--capture", files.file("by-pump")])
    try bench.programmer("bolus 5 mcg --over 5 min --yes --capture by-programmer")
    let pumps = try frames(bench, "\(files.file("by-pump")) --card card.json")
    let programmers = try frames(bench, "by-programmer --card card.json")
    #expect(pumps.count > 10 && pumps.map(\.message) == programmers.map(\.message))
    #expect(pumps.map(\.direction) == programmers.map(\.direction))
    #expect(pumps.map(\.fields) == programmers.map(\.fields))
    #expect(pumps.contains { $0.message == "startBolus" })
  }

  @Test func `a capture of a running pump is begun, shown and ended by the bench`() throws {
    let bench = try PumpBench()
    #expect(try bench.ctl("capture").json.is_on == false)
    #expect(try bench.ctl("capture stop").code == 1)
    let started = try bench.ctl("capture start line.pcapng")
    #expect(started.code == 0 && started.json.is_on == true, "\(started)")
    #expect(try bench.ctl("capture start other.pcapng").errors.contains("stop that one first"))
    try bench.expectDone("status")
    let shown = try bench.ctl("capture")
    #expect(shown.json.packets == 14 && shown.json.is_on == true, "\(shown)")
    #expect(try bench.ctl("capture stop").json.is_on == false)
    try bench.expectDone("status")
    let first = try frames(bench, "line.pcapng --card card.json")
    #expect(first.count == 14)
    // It is added to, and everything else that is there is left alone.
    #expect(try bench.ctl("capture start line.pcapng").code == 0)
    try bench.expectDone("identify")
    #expect(try bench.ctl("capture stop").code == 0)
    #expect(try frames(bench, "line.pcapng").count == 16)
    for (name, says) in [
      ("card.json", "no whole pcapng capture"), ("registry", "this is a directory"),
      ("nowhere/line", "No such file"),
    ] {
      let before = try? bench.files.read(name)
      let refused = try bench.ctl("capture start \(name)")
      #expect(refused.code == 1 && refused.errors.contains(says), "\(refused)")
      #expect(try before.map { try bench.files.read(name) == $0 } ?? true)
    }
  }

  @Test func `what a bad line did to a frame stands beside it, at both ends`() throws {
    let bench = try PumpBench()
    try bench.ctl("capture start line.pcapng")
    try bench.ctl("link set --loss 100% --direction to-pump")
    #expect(try bench.programmer("identify --tries 2").code != 0)
    try bench.ctl("link clear")
    try bench.ctl("link set --flip 5% --seed 3 --direction from-pump")
    _ = try bench.programmer("identify --tries 5")
    try bench.ctl("link clear")
    try bench.ctl("head away")
    _ = try bench.programmer("identify --tries 1")
    try bench.ctl("capture stop")
    let pump = try bench.launch("programmer", ["decode", "line.pcapng"]).wait()
    #expect(pump.errors.contains("--seen-by programmer shows them"), "\(pump)")
    #expect(pump.output.contains("# injected: "), "\(pump)")
    #expect(pump.output.contains("turned"), "\(pump)")
    let programmer = try bench.launch(
      "programmer", ["decode", "line.pcapng", "--seen-by", "programmer"]
    ).wait()
    #expect(programmer.output.contains("# injected: lost"), "\(programmer)")
    #expect(programmer.output.components(separatedBy: "# injected: lost").count == 3)
    #expect(pump.output.contains("# dropped: no programming head is at the pump"), "\(pump)")
  }

  @Test func `what was written before a pump was killed is read, and where it is cut is said`()
    throws
  {
    let bench = try PumpBench()
    try bench.ctl("capture start line.pcapng")
    try bench.expectDone("status")
    try bench.kill9()
    let bytes = try bench.files.read("line.pcapng")
    #expect(try frames(bench, "line.pcapng --card card.json").count == 14)
    try bench.files.write(bytes.dropLast(5), to: "cut.pcapng")
    let cut = try bench.programmer("decode cut.pcapng --card card.json")
    #expect(cut.code == 1 && cut.json.frames.elements.count == 13, "\(cut)")
    #expect(cut.errors.contains("ends in the middle of a block, at byte"))
    // Nothing is added to it, for then nothing behind the cut could be read.
    #expect(try bench.start(["--link", "pump", "--capture", "cut.pcapng"]).wait().code == 65)
    #expect(try bench.files.read("cut.pcapng") == Array(bytes.dropLast(5)))
  }

  @Test func `a capture on standard output leaves words to standard error`() throws {
    let bench = try PumpBench()
    let status = try bench.shell(
      "programmer status --capture - 2>words | tee copy | programmer decode - --card card.json")
    #expect(status.code == 0 && status.output.contains("14 messages, 0 dropped"), "\(status)")
    let words = String(decoding: try bench.files.read("words"), as: UTF8.self)
    #expect(words.contains("delivery   running"), "\(words)")
    #expect(try frames(bench, "copy").count == 14)
    // Whoever reads goes away: the order is carried out all the same, and it is said.
    let order = try bench.shell(
      "programmer bolus 5 mcg --over 5 min --yes --json --capture - 2>told | true; "
        + "echo ${PIPESTATUS[0]}")
    #expect(order.output == "73\n", "\(order)")
    #expect(try bench.status.bolus.remaining_mcg == 5)
    let screen = try bench.onScreen("programmer", ["status", "--capture", "-"], columns: 80)
    #expect(screen.code == 65, "\(screen)")
  }

  @Test func `a bench's capture on standard output ends with whoever reads it`() throws {
    let bench = try PumpBench()
    let live = try bench.shell(
      """
      PumpFirmwareSim ctl capture start - 2>said >live & pid=$!
      while [ ! -s live ]; do sleep 0.05; done
      programmer status >/dev/null; kill -INT $pid; wait $pid; echo $?
      programmer decode live --card card.json
      """)
    #expect(live.output.hasPrefix("0\n"), "\(live)")
    #expect(live.output.contains("14 messages, 0 dropped"), "\(live)")
    #expect(try bench.ctl("capture").json.is_on == false)
  }

  @Test func `a full disk ends the capture, and not the therapy`() throws {
    let bench = try PumpBench()
    #expect(try bench.ctl("capture start /dev/full").errors.contains("No space left"))
    #expect(try bench.ctl("capture").json.is_on == false)
    try bench.expectDone("status")
  }

  @Test func `with a key log what was sealed is read without the card`() throws {
    let files = try TemporaryDirectory()
    let byPump = files.file("by-pump.log")
    let bench = try PumpBench(options: ["--keylog", byPump])
    try bench.programmer(
      "bolus 5 mcg --over 5 min --yes --capture visit.pcapng --keylog by-programmer.log")
    let lines = try [files.read("by-pump.log"), bench.files.read("by-programmer.log")].map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(lines[0] == lines[1])
    #expect(
      lines[0].wholeMatch(
        of: /PUMPLINK_SESSION [0-9a-f]{8} [0-9a-f]{32} [0-9a-f]{32} [0-9a-f]{32}\n/) != nil)
    let attributes = try FileManager.default.attributesOfItem(atPath: byPump)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let byCard = try frames(bench, "visit.pcapng --card card.json")
    let byLog = try frames(bench, "visit.pcapng --keylog \(byPump)")
    #expect(byLog.map(\.message) == byCard.map(\.message))
    #expect(byLog.last?.seal.key == "key log")
    // A session that is not in it stays closed.
    try bench.expectDone("status --capture other.pcapng")
    #expect(
      try bench.programmer("decode other.pcapng --keylog by-programmer.log").json.closed
        == 10)
    try bench.files.write(Array("PUMPLINK_SESSION 1\n".utf8), to: "broken")
    let broken = try bench.programmer("decode visit.pcapng --keylog broken")
    #expect(broken.code == 65 && broken.errors.contains("broken:1: neither"), "\(broken)")
  }

  @Test func `a key log that others may read is refused before anything is sent`() throws {
    let bench = try PumpBench()
    try bench.files.write([], to: "open.log")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: bench.files.file("open.log"))
    let refused = try bench.programmer("stop --yes --keylog open.log")
    #expect(refused.code == 65 && refused.errors.contains("nothing was sent"), "\(refused)")
    #expect(try bench.status.delivery == "running")
  }

  @Test func `a file that holds something else says what`() throws {
    let bench = try PumpBench()
    // Classic pcap of Ethernet, one packet.
    let little: [UInt8] = [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0] + [UInt8](repeating: 0, count: 8)
    let ethernet = little + [0xFF, 0xFF, 0, 0, 1, 0, 0, 0]
    let packet: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 7]
    try bench.files.write(ethernet + packet, to: "ethernet.pcap")
    let refused = try bench.programmer("decode ethernet.pcap")
    #expect(refused.code == 65 && refused.errors.contains("1 packet of ETHERNET"), "\(refused)")
    try bench.files.write([0x1F, 0x8B, 8, 0, 0], to: "line.pcapng.gz")
    let closed = try bench.programmer("decode line.pcapng.gz")
    #expect(closed.code == 65 && closed.errors.contains("`gunzip`"), "\(closed)")
  }
}
