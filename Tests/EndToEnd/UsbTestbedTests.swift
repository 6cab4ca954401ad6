import Foundation
import TestLimits
import Testing

/// A pump at a USB socket that is a folder, met by programs under umockdev's preload.
@Suite(.waiting, .limited, .serialized)
struct UsbTestbedTests {
  /// A pump with a testbed, both of them in folders that go with it.
  private struct Bed {
    let files: TemporaryDirectory
    let bench: PumpBench
    let root: String

    init(_ options: [String] = []) throws {
      files = try TemporaryDirectory()
      root = files.file("bed")
      bench = try PumpBench(options: ["--usb-testbed", root] + options)
    }

    /// Starts `programmer` where the pump is a device.
    func start(_ words: String) throws -> Program {
      try bench.launch(
        "programmer", PumpBench.split(words) + ["--json"], environment: ["UMOCKDEV_DIR": root],
        through: ["/usr/bin/umockdev-wrapper"])
    }

    func programmer(_ words: String) throws -> Finished { try start(words).wait() }

    var ports: [JSON] {
      get throws {
        let listed = try programmer("ports")
        #expect(listed.code == 0, "\(listed)")
        return listed.json.ports.elements
      }
    }
  }

  @Test(arguments: [
    ("cp210x", "/dev/ttyUSB0", "10c4", "ea60"), ("ftdi", "/dev/ttyUSB0", "0403", "6001"),
    ("cdc-acm", "/dev/ttyACM0", "1209", "0001"),
  ])
  func `a pump is found by what its adapter says it is, and driven`(
    kind: String, device: String, vendor: String, product: String
  ) throws {
    let bed = try Bed(["--usb-adapter", kind])
    let serial = try #require(bed.bench.ready.serial.string)
    #expect(bed.bench.ready.device.string == device)
    let ports = try bed.ports
    #expect(ports.count == 1, "\(ports)")
    #expect(ports.first?.path.string == device && ports.first?.kind == "serial")
    #expect(ports.first?.vendor_id.string == vendor && ports.first?.product_id.string == product)
    #expect(ports.first?.adapter_serial.string == serial)
    let port = "usb:\(vendor):\(product):\(serial)"
    let done = try bed.programmer("dose 110 mcg/day --yes --port \(port)")
    #expect(done.code == 0, "\(done)")
    #expect(try bed.bench.status.therapy.dose_mcg_per_day == 110)
    // Without a head over it the pump answers no more by this way than by any other.
    try bed.bench.ctl("head away")
    #expect(try bed.programmer("identify --tries 1 --port \(device)").code == 69)
  }

  @Test func `a pulled adapter is gone for everybody, and is another device when it is back`()
    throws
  {
    let bed = try Bed()
    let watch = try bed.start("ports --watch")
    #expect(JSON(watch.nextLine() ?? "").ports.elements.count == 1)
    let before = try bed.bench.ctl("usb").json
    #expect(before.is_plugged == true && before.device == "/dev/ttyUSB0", "\(before)")
    #expect(try bed.bench.ctl("usb unplug").json.is_plugged == false)
    #expect(JSON(watch.nextLine() ?? "").event == "removed")
    let gone = try bed.programmer("status --port /dev/ttyUSB0")
    #expect(gone.code == 69, "\(gone)")
    #expect(!bed.bench.files.names.contains("pump"))
    // It is pulled, and pulling it changes nothing; and the therapy goes on.
    #expect(try bed.bench.ctl("usb unplug").json.is_plugged == false)
    try bed.bench.ctl("advance 1 day")
    #expect(try bed.bench.ctl("usb plug").json.is_plugged == true)
    #expect(JSON(watch.nextLine() ?? "").event == "added")
    #expect(try bed.bench.ctl("usb plug").json.is_plugged == true)
    let status = try bed.programmer("status --port /dev/ttyUSB0")
    #expect(status.code == 0, "\(status)")
    #expect(try bed.bench.programmer("identify").code == 0)
    watch.send(SIGINT)
    #expect(watch.waitForEnd() == 0)
    let happened = try bed.bench.ctl("events").output
    #expect(happened.contains("line_lost") && happened.contains("line_back"), "\(happened)")
  }

  @Test func `a programmer that has the port open loses the line, and says so`() throws {
    let bed = try Bed()
    let log = try bed.start("log --follow --port /dev/ttyUSB0")
    #expect(log.nextLine() != nil)
    try bed.bench.ctl("usb unplug")
    log.send(SIGINT)
    let end = log.wait()
    #expect(end.code == 130 || end.code == 74 || end.code == 0, "\(end)")
    try bed.bench.ctl("usb plug")
    #expect(try bed.programmer("status --port /dev/ttyUSB0").code == 0)
  }

  @Test func `of several pumps each has a socket, and kinds are taken in turn`() throws {
    let files = try TemporaryDirectory()
    let bench = try PumpBench()
    let root = files.file("bed")
    let fleet = try bench.launch(
      "PumpFirmwareSim",
      [
        "run", "--count", "4", "--link-dir", files.file("pumps"), "--usb-testbed", root,
        "--usb-adapter", "ftdi,cdc-acm,cp210x", "--clock", "manual", "--json",
      ])
    let ready = JSON(fleet.nextLine() ?? "")
    #expect(ready.usb_testbed.string == root, "\(ready)")
    let listed = try bench.launch(
      "programmer", ["ports", "--json"], environment: ["UMOCKDEV_DIR": root],
      through: ["/usr/bin/umockdev-wrapper"]
    ).wait()
    let paths = listed.json.ports.elements.filter { $0.kind == "serial" }.map { $0.path.string }
    #expect(
      paths == ["/dev/ttyACM0", "/dev/ttyUSB0", "/dev/ttyUSB1", "/dev/ttyUSB2"], "\(listed)")
    let control = files.file("pumps/control")
    let unplugged = try bench.ctl("usb unplug --pump p3 --control \(control)")
    #expect(unplugged.json.device == "/dev/ttyUSB1", "\(unplugged)")
    for (device, code) in [("ttyUSB0", 0), ("ttyACM0", 0), ("ttyUSB1", 69), ("ttyUSB2", 0)] {
      let status = try bench.launch(
        "programmer",
        ["identify", "--port", "/dev/\(device)", "--json"], environment: ["UMOCKDEV_DIR": root],
        through: ["/usr/bin/umockdev-wrapper"]
      ).wait()
      #expect(status.code == code, "\(device): \(status)")
    }
    fleet.send(SIGTERM)
    #expect(fleet.waitForEnd() == 0)
    #expect(!FileManager.default.fileExists(atPath: root))
  }

  @Test func `a testbed goes with its pump, and one that was left by a killed pump is taken`()
    throws
  {
    let bed = try Bed()
    try bed.bench.kill9()
    #expect(FileManager.default.fileExists(atPath: bed.root))
    try bed.bench.restart()
    #expect(try bed.ports.count == 1)
    #expect(try bed.bench.end() == 0)
    #expect(!FileManager.default.fileExists(atPath: bed.root))
  }

  @Test func `a folder that is no testbed, in use or too deep is told, and left alone`() throws {
    let bed = try Bed()
    try bed.files.makeDirectory("other")
    try bed.files.write([1], to: "other/precious")
    try bed.files.write([2], to: "file")
    let deep = bed.files.file(String(repeating: "x", count: 80))
    for (path, code, says) in [
      (bed.root, 78, "another running pump has its testbed there"),
      (bed.files.file("other"), 78, "something that is no testbed is already there"),
      (bed.files.file("file"), 78, "something that is no testbed is already there"),
      (bed.files.file("no/where"), 69, "no such file or directory"),
      (deep, 78, "no room for so long a path (92 bytes at most)"),
    ] as [(String, Int32, String)] {
      let refused = try bed.bench.start(["--link", "second", "--usb-testbed", path]).wait()
      #expect(refused.code == code, "\(path): \(refused)")
      #expect(refused.output.contains(says), "\(path): \(refused)")
    }
    #expect(try bed.files.read("other/precious") == [1])
    #expect(try bed.files.read("file") == [2])
    #expect(try bed.ports.count == 1)
  }

  @Test func `a pump that is at no socket cannot be pulled`() throws {
    let bench = try PumpBench()
    let refused = try bench.ctl("usb unplug")
    #expect(refused.code == 1 && refused.errors.contains("--usb-testbed"), "\(refused)")
    for options in [
      ["--link", "second", "--usb-adapter", "ftdi"],
      ["--listen", "127.0.0.1:0", "--usb-testbed", "bed"],
      ["--link", "second", "--usb-testbed", "bed", "--usb-adapter", "ftdi,"],
    ] {
      #expect(try bench.start(options).wait().code == 64, "\(options)")
    }
  }

  @Test func `a command beside the pump is told where the testbed is`() throws {
    let bench = try PumpBench()
    let listed = try bench.shell(
      "PumpFirmwareSim run --link p --usb-testbed \(bench.files.file("bed")) -- "
        + "umockdev-wrapper programmer ports --json")
    #expect(listed.code == 0 && listed.json.ports.elements.contains { $0.path == "/dev/ttyUSB0" })
  }
}
