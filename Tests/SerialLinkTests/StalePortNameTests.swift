import Glibc
import SerialLink
import TestLimits
import Testing

/// A link that outlived its pump, and the number behind it that somebody else's terminal has now.
@Suite(.waiting, .limited, .serialized)
final class StalePortNameTests {
  private let directory = TemporaryDirectory()
  private var link: String { directory.file("vpump0") }

  @Test func `a killed pump's link opens nobody's terminal`() async throws {
    await #expect(processExitsWith: .signal(SIGKILL)) { [link = link as String] in
      var pty = try Pty()
      try pty.publish(link: link)
      kill(getpid(), SIGKILL)
    }
    // The lowest free number is given to the next one; others run beside this test.
    let strangers = try (0..<8).map { _ in HeldPty(try Pty()) }
    #expect(failure(link)?.kind == .notFound)
    withExtendedLifetime(strangers) {}
  }

  @Test func `a terminal that is younger than the link is left as it is`() throws {
    let stranger = HeldPty(try Pty())
    let path = stranger.end.slavePath
    Files.makeLink(to: path, at: link)
    try rejuvenate(path)
    let settings = Shell.run("stty -g <'\(path)'").output
    let error = failure(link)
    #expect(error?.kind == .notFound)
    #expect(error?.description.contains("leads to somebody else's terminal now") == true)
    #expect(Shell.run("stty -g <'\(path)'").output == settings)
    Files.makeLink(to: path, at: directory.file("anew"))
    #expect(failure(directory.file("anew")) == nil)
    #expect(failure(path) == nil, "it has been named itself")
    #expect(Shell.run("stty -g <'\(path)'").output != settings, "else the test shows nothing")
  }

  @Test func `a living pump's link opens, whatever was done to its terminal`() throws {
    var pty = try Pty()
    try pty.publish(link: link)
    try rejuvenate(pty.slavePath)
    #expect(failure(link) == nil)
    withExtendedLifetime(pty.fileDescriptor) {}
  }

  /// Makes a terminal look younger than the link.
  private func rejuvenate(_ path: String) throws {
    var made = stat()
    try #require(unsafe lstat(link, &made) == 0)
    var terminal = stat()
    repeat {
      try #require(unsafe chmod(path, 0o620) == 0)
      try #require(unsafe stat(path, &terminal) == 0)
    } while (terminal.st_ctim.tv_sec, terminal.st_ctim.tv_nsec)
      <= (made.st_ctim.tv_sec, made.st_ctim.tv_nsec)
  }

  private func failure(_ path: String) -> SerialError? {
    do throws(SerialError) {
      _ = try SerialPort(opening: path, baud: 9600)
      return nil
    } catch {
      return error
    }
  }
}
