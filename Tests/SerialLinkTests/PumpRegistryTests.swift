import Glibc
import SerialLink
import TestLimits
import Testing

@Suite(.waiting, .limited, .serialized)
struct PumpRegistryTests {
  private static let record = PumpRecord(
    port: "/dev/pts/7", link: "/tmp/a b/vpump=0", card: "/tmp/100%\ncard", model: "Bäch II",
    serial: "VP-0001", control: "/tmp/control")

  @Test func `a pump is listed, with every character of its record, while it lives`() throws {
    let directory = TemporaryDirectory()
    let registry = directory.file("pumplink")
    #expect(try PumpRegistry.list(in: registry).isEmpty)
    do {
      let entry = try PumpRegistry.Entry(registering: Self.record, in: registry)
      #expect(Files.permissions(registry) == 0o700)
      #expect(try PumpRegistry.list(in: registry) == [Self.record])
      let ports = try PortDiscovery.list(registry: registry).filter { $0.kind == .virtualPump }
      #expect(ports.map(\.path) == ["/tmp/a b/vpump=0"])
      #expect(ports.first?.description == "virtual pump Bäch II VP-0001")
      #expect(ports.first?.answers(to: "/dev/pts/7") == true)
      #expect(ports.first?.answers(to: "7") == false)
      _ = consume entry
    }
    #expect(try PumpRegistry.list(in: registry).isEmpty)
    #expect(Shell.run("ls -A '\(registry)'").output == "")
  }

  @Test func `pumps are ordered by link`() throws {
    let directory = TemporaryDirectory()
    let second = try PumpRegistry.Entry(
      registering: PumpRecord(port: "p", link: "b"), in: directory.path)
    let first = try PumpRegistry.Entry(
      registering: PumpRecord(port: "q", link: "a"), in: directory.path)
    #expect(try PumpRegistry.list(in: directory.path).map(\.link) == ["a", "b"])
    _ = consume first
    _ = consume second
  }

  @Test func `a killed pump's entry is not listed, and deleted`() async throws {
    let directory = TemporaryDirectory()
    let path = directory.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let entry = try PumpRegistry.Entry(registering: PumpRecord(port: "/dev/pts/1"), in: path)
      kill(getpid(), SIGKILL)
      _ = consume entry
    }
    Files.write("port=half", to: directory.file("1-1.new"))
    Files.write("not an entry", to: directory.file("README"))
    #expect(Shell.run("ls '\(path)' | wc -l").output == "3\n")
    #expect(try PumpRegistry.list(in: path).isEmpty)
    #expect(Shell.run("ls -A '\(path)'").output == "README\n")
  }

  @Test func `links, pipes and nonsense among the entries do no harm`() throws {
    let directory = TemporaryDirectory()
    Files.makeLink(to: directory.file("victim"), at: directory.file("1-1.entry"))
    Files.write("keep me", to: directory.file("victim"))
    #expect(unsafe mkfifo(directory.file("1-2.entry"), 0o600) == 0)
    #expect(unsafe mkdir(directory.file("1-3.entry"), 0o700) == 0)
    #expect(try PumpRegistry.list(in: directory.path).isEmpty)
    #expect(Files.read(directory.file("victim")) == "keep me")
  }

  @Test func `a directory that is a link is refused`() throws {
    let directory = TemporaryDirectory()
    #expect(unsafe mkdir(directory.file("real"), 0o700) == 0)
    Files.makeLink(to: directory.file("real"), at: directory.file("link"))
    expectRefused(directory.file("link"))
  }

  @Test(arguments: [0o770, 0o707, 0o755] as [mode_t])
  func `a directory that lets others in is refused`(mode: mode_t) throws {
    let directory = TemporaryDirectory()
    #expect(unsafe chmod(directory.path, mode) == 0)
    expectRefused(directory.path)
  }

  @Test func `somebody else's directory is refused`() throws {
    let directory = TemporaryDirectory()
    guard geteuid() == 0 else {
      // Not ours to give away; the root's own will do.
      expectRefused("/")
      return
    }
    #expect(unsafe mkdir(directory.file("theirs"), 0o700) == 0)
    #expect(unsafe chown(directory.file("theirs"), 65_534, 65_534) == 0)
    expectRefused(directory.file("theirs"))
  }

  @Test func `a file in the directory's place is refused`() throws {
    let directory = TemporaryDirectory()
    Files.write("text", to: directory.file("pumplink"))
    expectRefused(directory.file("pumplink"))
  }

  @Test func `starting, stopping and being killed are noticed`() async throws {
    let directory = TemporaryDirectory()
    let path = directory.path
    let monitor = try RegistryMonitor(of: path)
    #expect(try !monitor.changed())
    do {
      let entry = try PumpRegistry.Entry(registering: Self.record, in: path)
      #expect(try ready(monitor.fileDescriptor) == .readable)
      #expect(try monitor.changed())
      _ = try PumpRegistry.list(in: path)
      #expect(try !monitor.changed(), "looking must not cause the next look")
      _ = consume entry
    }
    #expect(try ready(monitor.fileDescriptor) == .readable)
    #expect(try monitor.changed())
  }

  private func expectRefused(_ path: String) {
    let listing = failure { () throws(SerialError) in try PumpRegistry.list(in: path) }
    #expect(listing?.kind == .notPermitted)
    let entry = failure { () throws(SerialError) in
      try PumpRegistry.Entry(registering: Self.record, in: path)
    }
    #expect(entry?.kind == .notPermitted)
    #expect(entry?.description.hasPrefix("\(path): not used, because it must be your own") == true)
  }
}
