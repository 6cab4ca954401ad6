import TestLimits
import Testing

@testable import UsbTree

/// What stands in a testbed, and what programs that watch are told of it.
@Suite(.limited)
struct UsbAdapterTests {
  static let adapters = AdapterKind.allCases.flatMap { kind in
    [0, 1, 41, 100, 3999].map { socket in
      UsbAdapter(
        kind, serial: "PL 40/\(socket)", socket: socket, node: socket, plugged: 1 + socket,
        terminal: "/dev/pts/7")
    }
  }

  /// A path without `..` in it, from the root on; `nil` for one that leads out of it.
  private func plain(_ path: String) -> String? {
    var parts: [Substring] = []
    for part in path.split(separator: "/") {
      if part != ".." { parts.append(part) } else if parts.popLast() == nil { return nil }
    }
    return parts.joined(separator: "/")
  }

  @Test(arguments: adapters) func `every link leads to something that is there`(
    adapter: UsbAdapter
  ) {
    let basis = UsbAdapter.basis([adapter.kind], sockets: 4000)
    let all = basis + adapter.entries
    let paths = Set(all.map(\.path))
    #expect(paths.count == all.count, "something is there twice")
    for entry in all {
      // Whatever is in a folder has it made before.
      let folder = entry.path.split(separator: "/").dropLast().joined(separator: "/")
      #expect(folder.isEmpty || paths.contains(folder), "\(entry.path) is in no folder")
      guard case .link(let target) = entry.content, !target.hasPrefix("/"),
        !entry.path.hasPrefix("dev/.node/")
      else { continue }
      let end = plain("\(folder)/\(target)") ?? "outside"
      #expect(paths.contains(end), "\(entry.path) leads to \(end)")
    }
  }

  @Test(arguments: adapters) func `what holds others comes before them, and folders before files`(
    adapter: UsbAdapter
  ) {
    let devices = adapter.devices.map(\.path)
    for (above, below) in zip(devices, devices.dropFirst()) {
      #expect(below.hasPrefix(above + "/"))
    }
    var made = Set(UsbAdapter.basis([adapter.kind], sockets: 4000).map(\.path))
    for entry in adapter.entries {
      let folder = entry.path.split(separator: "/").dropLast().joined(separator: "/")
      #expect(made.contains(folder), "\(entry.path) comes before its folder")
      made.insert(entry.path)
    }
  }

  @Test func `two adapters share nothing but folders of the basis`() {
    for (place, one) in Self.adapters.enumerated() {
      for other in Self.adapters[(place + 1)...] {
        guard one.socket != other.socket else { continue }
        #expect(Set(one.entries.map(\.path)).isDisjoint(with: other.entries.map(\.path)))
      }
    }
  }

  @Test func `what udev would not let stand in a name becomes a line`() {
    #expect(UsbAdapter.udevName("PL 40/7 é#+-.:=@_") == "PL_40_7__#+-.:=@_")
  }

  @Test func `an event has udev's header before its properties`() throws {
    let adapter = try #require(Self.adapters.first)
    let terminal = try #require(adapter.devices.last)
    let bytes = Uevent(.remove, terminal, number: 3).bytes
    #expect(bytes.prefix(12) == ArraySlice(Array("libudev\0".utf8) + [0xFE, 0xED, 0xCA, 0xFE]))
    #expect(
      bytes[12] == 40 && bytes[16] == 40
        && bytes[20..<24].reversed().reduce(0) {
          $0 << 8 | Int($1)
        } == bytes.count - 40)
    let text = String(decoding: bytes[40...], as: UTF8.self).split(separator: "\0")
    #expect(text.first == "ACTION=remove" && text.last == "SEQNUM=3")
    #expect(text.contains("DEVNAME=/dev/ttyUSB0") && text.contains("ID_SERIAL_SHORT=PL_40_0"))
  }

  /// By the reference MurmurHash2 of its author, with the seed 0.
  @Test func `subsystems are hashed as udev hashes them`() {
    #expect(Uevent.hash("") == 0)
    #expect(Uevent.hash("a") == 0x9268_5F5E)
    #expect(Uevent.hash("tty") == murmur("tty"))
    #expect(Uevent.hash("usb_device") == murmur("usb_device"))
  }

  /// The same told by words of four, as the published algorithm is.
  private func murmur(_ text: String) -> UInt32 {
    let bytes = Array(text.utf8)
    var hash = UInt32(bytes.count)
    for start in stride(from: 0, to: bytes.count, by: 4) {
      let part = bytes[start..<min(start + 4, bytes.count)]
      var word = part.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      if part.count == 4 {
        word = word &* 0x5bd1_e995
        word = (word ^ (word >> 24)) &* 0x5bd1_e995
        hash = hash &* 0x5bd1_e995 ^ word
      } else {
        hash = (hash ^ word) &* 0x5bd1_e995
      }
    }
    hash = (hash ^ (hash >> 13)) &* 0x5bd1_e995
    return hash ^ (hash >> 15)
  }
}

/// What the preload asks, and is told.
@Suite(.limited)
struct IoctlRelayTests {
  private func request(_ words: UInt64...) -> [UInt8] {
    words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) } }
  }

  @Test func `a call is run where it was made, and ends as it did there, however it is cut`() {
    let said = request(1, 0x541B, 7) + request(2, UInt64(bitPattern: -1), 25) + request(8, 5, 3)
    let answers = request(4, 0, 0) + request(3, UInt64(bitPattern: -1), 25) + request(4, 0, 0)
    for cut in 0...said.count {
      var relay = IoctlRelay()
      let first = relay.receive(said.prefix(cut)) ?? []
      #expect(first + (relay.receive(said.dropFirst(cut)) ?? []) == answers, "cut at \(cut)")
    }
  }

  @Test func `whoever says something else is no preload`() {
    var relay = IoctlRelay()
    #expect(relay.receive(request(9, 0, 0)) == nil)
  }
}
