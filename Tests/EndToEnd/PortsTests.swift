import Foundation
import TestLimits
import Testing

/// Which ports and pumps there are, and their coming and going.
@Suite(.waiting, .limited, .serialized)
struct PortsTests {
  private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let adapter = directory.appendingPathComponent("Fixtures/adapter.umockdev").path
  private static let hotplug = directory.appendingPathComponent("Tools/hotplug.py").path

  @Test func `a running pump is listed with its card, a killed one is not`() throws {
    let bench = try PumpBench()
    let listed = try pumps(bench)
    #expect(listed.count == 1)
    #expect(listed.first?.path.string == bench.files.file("pump"))
    #expect(listed.first?.pump.card.string == bench.files.file("card.json"))
    #expect(listed.first?.pump.control.string == bench.files.file("control"))
    #expect(listed.first?.pump.serial == bench.ready.serial)
    let words = try bench.launch("programmer", ["ports"]).wait().output
    #expect(words.contains("\(bench.files.file("pump"))  virtual pump PL-40"))
    #expect(words.contains("card \(bench.files.file("card.json"))"))
    try bench.kill9()
    #expect(try pumps(bench).isEmpty)
    try bench.restart()
    #expect(try pumps(bench).count == 1)
    #expect(try bench.end() == 0)
    #expect(try pumps(bench).isEmpty)
  }

  @Test func `a registry that others can write to is not used`() throws {
    let bench = try PumpBench()
    try bench.files.setPermissions(0o777, of: "registry")
    let refused = try bench.programmer("ports")
    #expect(refused.code == 69, "\(refused)")
    #expect(refused.errors.contains("mode 0700"))
    #expect(try bench.programmer("identify").code == 0)
  }

  @Test func `a watch sees pumps come and go`() throws {
    let bench = try PumpBench()
    let watch = try bench.launch("programmer", ["ports", "--watch", "--json"])
    let first = JSON(watch.nextLine() ?? "").ports.elements
    #expect(first.contains { $0.pump.serial == bench.ready.serial })
    try bench.kill9()
    try expectChange(watch, "removed", bench)
    try bench.restart()
    try expectChange(watch, "added", bench)
    #expect(try bench.end() == 0)
    try expectChange(watch, "removed", bench)
    watch.send(SIGINT)
    #expect(watch.waitForEnd() == 0)
  }

  @Test func `a USB adapter is listed`() throws {
    let bench = try PumpBench()
    let listed = try run("/usr/bin/umockdev-run", ["-d", Self.adapter, "--"], "ports", in: bench)
    #expect(listed.code == 0, "\(listed)")
    let port = listed.json.ports.elements.first { $0.path == "/dev/ttyUSB0" }
    #expect(port?.kind == "serial")
    #expect(port?.description == "PumpLink telemetry head")
    #expect(port?.vendor_id == "0403" && port?.product_id == "6001")
    #expect(port?.adapter_serial == "HEAD0042")
    #expect(listed.json.ports.elements.contains { $0.kind == "virtual_pump" })
  }

  @Test func `a watch sees a USB adapter plugged in and pulled out`() throws {
    let bench = try PumpBench()
    let wrapper = ["/usr/bin/python3", Self.hotplug, Self.adapter]
    let watched = try run("/usr/bin/umockdev-wrapper", wrapper, "ports --watch", in: bench)
    #expect(watched.code == 0, "\(watched)")
    let changes = watched.output.split(separator: "\n").map { JSON(String($0)) }
    #expect(changes.map(\.event) == [.null, "added", "removed"], "\(watched)")
    #expect(changes.dropFirst().allSatisfy { $0.port.path == "/dev/ttyUSB0" })
  }

  private func pumps(_ bench: PumpBench) throws -> [JSON] {
    try bench.programmer("ports").json.ports.elements.filter { $0.kind == "virtual_pump" }
  }

  private func expectChange(_ watch: Program, _ event: JSON, _ bench: PumpBench) throws {
    let change = JSON(watch.nextLine() ?? "")
    #expect(change.event == event)
    #expect(change.port.pump.serial == bench.ready.serial)
  }

  /// Runs `programmer` inside another program that makes up devices.
  private func run(
    _ wrapper: String, _ arguments: [String], _ verb: String, in bench: PumpBench
  ) throws -> Finished {
    let words = [try Program.path("programmer")] + verb.split(separator: " ").map(String.init)
    return try Program(
      wrapper, arguments + words + ["--json"], in: bench.files.path,
      environment: ["PUMPLINK_RUNTIME_DIR": bench.files.file("registry")]
    ).wait()
  }
}
