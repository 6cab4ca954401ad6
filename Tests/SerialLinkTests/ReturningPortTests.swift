import Glibc
import SerialLink
import TestLimits
import Testing

/// A port that goes away and comes back. Time is passed in, so that nothing is waited for.
@Suite(.limited, .serialized)
final class ReturningPortTests {
  private let directory = TemporaryDirectory()
  private var link: String { directory.file("adapter") }

  @Test func `a port that goes is told once, and taken again when its link is made anew`() throws {
    var port: ReturningPort?
    do {
      let pty = try published()
      let opened = try ReturningPort(opening: link)
      #expect(opened.deadline == nil)
      _ = try pty.end.write([1, 2])
      #expect(try next(opened, at: 0) == .bytes(2))
      #expect(read(opened, at: 0) == .nothing)
      port = opened
    }
    let gone = try #require(port)
    #expect(lost(try next(gone, at: 1000))?.kind == .unplugged)
    #expect(gone.deadline == 1000 + ReturningPort.interval)
    for time in [1001, 1500, 2000, 90_000] as [UInt64] { #expect(read(gone, at: time) == .nothing) }
    gone.write([9].span)
    let again = try published()
    #expect(read(gone, at: 90_001) == .nothing, "not before it is time to look")
    #expect(read(gone, at: 90_500) == .changed(.returned))
    #expect(gone.deadline == nil)
    gone.write([5].span)
    #expect(try again.end.receive(1) == [5])
    _ = try again.end.write([6])
    #expect(try next(gone, at: 90_600) == .bytes(1))
  }

  @Test func `a port that goes again is told again`() throws {
    var pty: HeldPty? = try published()
    let port = try ReturningPort(opening: link)
    for time in [1000, 2000, 3000] as [UInt64] {
      pty = nil
      #expect(lost(try next(port, at: time)) != nil)
      pty = try published()
      #expect(read(port, at: time + 500) == .changed(.returned))
    }
    withExtendedLifetime(pty) {}
  }

  @Test func `what is there again and cannot be opened is told once for each reason`() throws {
    var pty: HeldPty? = try published()
    let port = try ReturningPort(opening: link)
    pty = nil
    #expect(lost(try next(port, at: 0)) != nil)
    pty = try published()
    do {
      let other = try SerialPort(opening: link)
      #expect(unusable(read(port, at: 500))?.kind == .busy)
      #expect(read(port, at: 1000) == .nothing)
      withExtendedLifetime(other.fileDescriptor) {}
    }
    pty = nil
    Files.write("no port", to: link)
    #expect(unusable(read(port, at: 1500))?.kind == .notATerminal)
    #expect(read(port, at: 2000) == .nothing)
    #expect(unsafe unlink(link) == 0)
    #expect(read(port, at: 2500) == .nothing)
    pty = try published()
    #expect(read(port, at: 3000) == .changed(.returned))
    withExtendedLifetime(pty) {}
  }

  @Test func `a link left behind does not lead into a stranger's terminal`() throws {
    let stray: String
    let port: ReturningPort
    do {
      let pty = try Pty()
      stray = pty.slavePath
      Files.makeLink(to: stray, at: link)
      port = try ReturningPort(opening: link)
    }
    #expect(lost(try next(port, at: 0)) != nil)
    // The lowest free number is given to the next one; others run beside this test.
    let strangers = try (0..<8).map { _ in HeldPty(try Pty()) }
    #expect(read(port, at: 500) == .nothing)
    #expect(read(port, at: 1000) == .nothing)
    #expect(unsafe unlink(link) == 0)
    Files.makeLink(to: try #require(strangers.first).end.slavePath, at: link)
    #expect(read(port, at: 1500) == .changed(.returned), "somebody put it there on purpose")
  }

  @Test func `a pseudo-terminal named by its number is not taken again`() throws {
    let path: String
    let port: ReturningPort
    do {
      let pty = try Pty()
      path = pty.slavePath
      port = try ReturningPort(opening: path)
    }
    #expect(lost(try next(port, at: 0)) != nil)
    let strangers = try (0..<8).map { _ in HeldPty(try Pty()) }
    #expect(read(port, at: 500) == .nothing)
    withExtendedLifetime(strangers) {}
  }

  @Test func `a port that is not there cannot be opened the first time`() throws {
    let path = link
    let error = failure { () throws(SerialError) in try ReturningPort(opening: path) }
    #expect(error?.kind == .notFound)
  }

  private func published() throws -> HeldPty {
    var pty = try Pty()
    let link = link
    // A process that another test is just starting may hold the last one's name for a moment.
    try eventually { () throws(SerialError) in _ = try pty.publish(link: link) }
    return HeldPty(pty)
  }

  private func read(_ port: ReturningPort, at milliseconds: UInt64) -> ReturningPort.Input {
    var buffer = [UInt8](repeating: 0, count: 64)
    return port.read(into: &buffer, at: milliseconds)
  }

  /// What comes in, waited for.
  private func next(_ port: ReturningPort, at milliseconds: UInt64) throws -> ReturningPort.Input {
    var set = PollSet(capacity: 1)
    port.addInterests(to: &set)
    try set.wait(timeoutMilliseconds: patienceMilliseconds)
    return read(port, at: milliseconds)
  }

  private func lost(_ input: ReturningPort.Input) -> SerialError? {
    guard case .changed(.lost(let error)) = input else { return nil }
    return error
  }

  private func unusable(_ input: ReturningPort.Input) -> SerialError? {
    guard case .changed(.unusable(let error)) = input else { return nil }
    return error
  }
}
