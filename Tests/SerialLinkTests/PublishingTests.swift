import Glibc
import SerialLink
import TestLimits
import Testing

@Suite(.waiting, .limited, .serialized)
struct PublishingTests {
  @Test func `the link leads to the port and goes with the pump`() throws {
    let directory = TemporaryDirectory()
    let link = directory.file("vpump0")
    do {
      var pty = try Pty()
      let published = try pty.publish(link: link)
      #expect(published == link && pty.path == link)
      let client = try SerialPort(opening: link)
      _ = try pty.write([7])
      let received = try client.receive(1)
      #expect(received == [7])
    }
    #expect(Files.type(link) == nil)
    #expect(failure { () throws(SerialError) in try SerialPort(opening: link) }?.kind == .notFound)
  }

  @Test func `a roundabout link is reported as a straight one`() throws {
    let directory = TemporaryDirectory()
    var pty = try Pty()
    let name = directory.path.dropFirst("/tmp/".count)
    let published = try pty.publish(link: "\(directory.path)/../\(name)/x")
    #expect(published == directory.file("x"))
  }

  @Test func `a dangling link is replaced in one step`() throws {
    let directory = TemporaryDirectory()
    let link = directory.file("vpump0")
    Files.makeLink(to: "/dev/pts/999999", at: link)
    var pty = try Pty()
    try pty.publish(link: link)
    #expect(Shell.run("readlink '\(link)'").output == pty.slavePath + "\n")
    #expect(Shell.run("ls -A '\(directory.path)'").output == "vpump0\n")
  }

  @Test func `the link is at no moment missing while it is replaced`() throws {
    let directory = TemporaryDirectory()
    let link = directory.file("vpump0")
    Files.makeLink(to: "/dev/pts/999999", at: link)
    let events = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    let queue = Descriptor(owning: events, path: directory.path)
    let mask = UInt32(IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)
    #expect(unsafe inotify_add_watch(queue.number, directory.path, mask) >= 0)
    var pty = try Pty()
    try pty.publish(link: link)
    var buffer = [UInt8](repeating: 0, count: 4096)
    var span = buffer.mutableSpan
    _ = try queue.read(into: &span)
    // The second word of an event is its mask: first the temporary name moves, nothing is deleted.
    #expect(buffer[4] == UInt8(IN_MOVED_FROM))
  }

  @Test func `a second pump on the same link is refused, and the first keeps it`() throws {
    let directory = TemporaryDirectory()
    let link = directory.file("vpump0")
    var first = try Pty()
    try first.publish(link: link)
    var second = try Pty()
    do throws(SerialError) {
      try second.publish(link: link)
      Issue.record("two pumps on one link")
    } catch {
      #expect(error.kind == .busy)
      #expect(error.description == "\(link): another running pump has published this link")
    }
    #expect(Shell.run("readlink '\(link)'").output == first.slavePath + "\n")
    first.unpublish()
    try eventually { () throws(SerialError) in _ = try second.publish(link: link) }
    #expect(Shell.run("readlink '\(link)'").output == second.slavePath + "\n")
  }

  @Test func `the same link by another route is the same link`() throws {
    let directory = TemporaryDirectory()
    Files.makeLink(to: directory.path, at: directory.file("alias"))
    var first = try Pty()
    try first.publish(link: directory.file("vpump0"))
    var second = try Pty()
    let refused = publishFailure(&second, directory.file("alias/vpump0"))
    #expect(refused?.kind == .busy)
  }

  @Test func `a pump killed with -9 leaves a link that the next one replaces`() async throws {
    let directory = TemporaryDirectory()
    let link = directory.file("vpump0")
    await #expect(processExitsWith: .signal(SIGKILL)) { [link = link as String] in
      var pty = try Pty()
      try pty.publish(link: link)
      kill(getpid(), SIGKILL)
    }
    #expect(Files.type(link) == S_IFLNK)
    var pty = try Pty()
    try pty.publish(link: link)
    #expect(Shell.run("readlink '\(link)'").output == pty.slavePath + "\n")
  }

  @Test func `a regular file is refused and untouched`() throws {
    let directory = TemporaryDirectory()
    let link = directory.file("notes")
    Files.write("keep me", to: link)
    var pty = try Pty()
    let error = publishFailure(&pty, link)
    #expect(error?.code == EEXIST)
    #expect(Files.read(link) == "keep me")
    #expect(pty.path == pty.slavePath)
  }

  @Test func `a link to something else than a pty is refused and untouched`() throws {
    let directory = TemporaryDirectory()
    let link = directory.file("current")
    Files.makeLink(to: "/etc/hostname", at: link)
    var pty = try Pty()
    #expect(publishFailure(&pty, link)?.code == EEXIST)
    #expect(Shell.run("readlink '\(link)'").output == "/etc/hostname\n")
  }

  @Test func `a link replaced by hand is not removed`() throws {
    let directory = TemporaryDirectory()
    let link = directory.file("vpump0")
    do {
      var pty = try Pty()
      try pty.publish(link: link)
      #expect(unsafe unlink(link) == 0)
      Files.makeLink(to: "/dev/pts/999999", at: link)
    }
    #expect(Files.type(link) == S_IFLNK)
  }

  @Test func `a missing directory and a path without a name are errors`() throws {
    let directory = TemporaryDirectory()
    var pty = try Pty()
    #expect(publishFailure(&pty, directory.file("none/vpump0"))?.kind == .notFound)
    #expect(publishFailure(&pty, directory.path + "/")?.code == EINVAL)
  }

  @Test func `a path too long for an address is still claimed`() throws {
    let directory = TemporaryDirectory()
    let link = directory.file(String(repeating: "p", count: 200))
    var first = try Pty()
    try first.publish(link: link)
    var second = try Pty()
    #expect(publishFailure(&second, link)?.kind == .busy)
    let other = directory.file(String(repeating: "p", count: 199) + "q")
    try second.publish(link: other)
    #expect(Files.type(other) == S_IFLNK)
  }

  private func publishFailure(_ pty: inout Pty, _ link: String) -> SerialError? {
    do throws(SerialError) {
      try pty.publish(link: link)
      return nil
    } catch {
      return error
    }
  }
}
