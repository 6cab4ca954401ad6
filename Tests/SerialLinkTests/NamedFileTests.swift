import Glibc
import SerialLink
import TestLimits
import Testing

/// Files that a person named, and everything else that such a name can lead to.
@Suite(.limited)
struct NamedFileTests: ~Copyable {
  private let directory = TemporaryDirectory()

  private func file(_ name: String) -> String { directory.file(name) }

  private func put(
    _ text: String, _ name: String, replacing: Bool = true
  ) throws(NamedFile.Failure) {
    try NamedFile(file(name)).put(Array(text.utf8), replacing: replacing)
  }

  /// What could not be done, in the words for a person; empty when it could.
  private func refusal(_ body: () throws(NamedFile.Failure) -> Void) -> String {
    do throws(NamedFile.Failure) {
      try body()
      return ""
    } catch {
      return error.reason
    }
  }

  @Test func `a file is put in place whole, keeps its mode, and leaves nothing beside it`() throws {
    try put("one", "a", replacing: false)
    #expect(Files.read(file("a")) == "one" && Files.permissions(file("a")) == 0o600)
    _ = unsafe chmod(file("a"), 0o640)
    let before = Files.inode(file("a"))
    try put("two", "a")
    #expect(Files.read(file("a")) == "two" && Files.permissions(file("a")) == 0o640)
    #expect(Files.inode(file("a")) != before, "it was written beside its place, not into it")
    #expect(refusal { () throws(NamedFile.Failure) in try put("x", "a", replacing: false) } != "")
    #expect(Files.read(file("a")) == "two" && Files.names(in: directory.path) == ["a"])
  }

  @Test func `a link stays a link, and what it leads to is replaced or made`() throws {
    _ = unsafe mkdir(file("there"), 0o700)
    Files.write("old", to: file("there/a"))
    _ = unsafe symlink("there/b", file("one"))
    _ = unsafe symlink("a", file("there/b"))
    _ = unsafe symlink("there/new", file("dangling"))
    for name in ["one", "dangling"] {
      try put("new", name)
      #expect(Files.type(file(name)) == S_IFLNK)
      #expect(Files.read(file(name)) == "new")
    }
    #expect(Files.type(file("there/b")) == S_IFLNK)
    #expect(Files.names(in: file("there")) == ["a", "b", "new"])
    _ = unsafe symlink("loop", file("loop"))
    #expect(refusal { () throws(NamedFile.Failure) in try put("x", "loop") } != "")
  }

  @Test func `what is no file is left as it is, and named`() throws {
    _ = unsafe mkdir(file("d"), 0o700)
    let listener = try UnixListener(listeningAt: file("s"))
    _ = unsafe mkfifo(file("f"), 0o600)
    let kinds = ["d", "s", "f"].map { Files.type(file($0)) }
    for (name, words) in [("d", "directory"), ("s", "socket"), ("f", "pipe"), ("d/", "directory")] {
      let reason = refusal { () throws(NamedFile.Failure) in try put("x", name) }
      #expect(reason.contains(words), "\(name): \(reason)")
    }
    #expect(["d", "s", "f"].map { Files.type(file($0)) } == kinds)
    #expect(Files.names(in: directory.path) == ["d", "f", "s"])
    withExtendedLifetime(listener.fileDescriptor) {}
  }

  @Test func `a pipe is written into when somebody reads, and waits for nobody`() throws {
    _ = unsafe mkfifo(file("f"), 0o600)
    let pipe = try NamedFile(file("f"))
    #expect(pipe.kind == .stream)
    let alone = refusal { () throws(NamedFile.Failure) in
      try pipe.openToAppend(patience: 60_000).write([1])
    }
    #expect(alone == "nobody reads from this pipe")
    let reader = unsafe open(file("f"), O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(reader) }
    let output = try pipe.openToAppend(patience: 0)
    try output.write(Array("words".utf8))
    var buffer = [UInt8](repeating: 0, count: 16)
    #expect(unsafe read(reader, &buffer, 16) == 5)
    // More than a pipe holds, and a reader that does not go on.
    let stuck = refusal { () throws(NamedFile.Failure) in
      try output.write([UInt8](repeating: 0, count: 1 << 20))
    }
    #expect(stuck == "whoever reads it does not go on reading")
    #expect(Files.type(file("f")) == S_IFIFO)
  }

  @Test func `a file is written at its end, and made for its owner alone`() throws {
    for text in ["one", "two"] {
      try NamedFile(file("log")).openToAppend(patience: 0).write(Array(text.utf8))
    }
    #expect(Files.read(file("log")) == "onetwo" && Files.permissions(file("log")) == 0o600)
  }

  @Test(.enabled(if: geteuid() == 0, "only root can make a device"))
  func `a device is written into, and stays one`() throws {
    // The device that takes everything and keeps nothing, and a disk that is none.
    let made = Shell.run("mknod '\(file("null"))' c 1 3 && mknod '\(file("disk"))' b 7 99")
    try #require(made.status == 0, "\(made)")
    let device = try NamedFile(file("null"))
    #expect(device.kind == .stream)
    try device.openToAppend(patience: 0).write([1, 2, 3])
    #expect(refusal { () throws(NamedFile.Failure) in try put("x", "null") } != "")
    #expect(Files.type(file("null")) == S_IFCHR)
    #expect(refusal { () throws(NamedFile.Failure) in try put("x", "disk") }.contains("disk"))
    #expect(Files.type(file("disk")) == S_IFBLK)
  }
}
