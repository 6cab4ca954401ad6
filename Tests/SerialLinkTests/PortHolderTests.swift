import Glibc
import TestLimits
import Testing

@testable import SerialLink

@Suite(.limited, .serialized)
struct PortHolderTests {
  @Test func `who has a port is found, and nobody when it is free`() throws {
    let pty = try Pty()
    #expect(PortHolder(of: pty.slavePath) == nil)
    do {
      let port = try SerialPort(opening: pty.slavePath)
      let holder = try #require(PortHolder(of: pty.slavePath))
      #expect(holder.process == getpid())
      #expect(!holder.command.isEmpty)
      withExtendedLifetime(port.path) {}
    }
    #expect(PortHolder(of: pty.slavePath) == nil)
    #expect(PortHolder(of: "/nowhere") == nil)
  }

  @Test func `the list of locks is read for the file and for nothing else`() {
    let list = """
      1: POSIX  ADVISORY  WRITE 11 00:18:5 0 EOF
      2: FLOCK  ADVISORY  WRITE 12 00:18:6 0 EOF
      2: -> FLOCK  ADVISORY  WRITE 13 00:18:5 0 EOF
      3: FLOCK  ADVISORY  WRITE 0 00:18:5 0 EOF
      4: FLOCK  ADVISORY  WRITE 14 00:18:5 0 EOF
      nonsense

      """
    #expect(PortHolder.holder(in: Array(list.utf8), 0, 0x18, 5) == 14)
    #expect(PortHolder.holder(in: Array(list.utf8), 0, 0x18, 6) == 12)
    #expect(PortHolder.holder(in: Array(list.utf8), 0, 0x19, 5) == nil)
    #expect(PortHolder.holder(in: [], 0, 0x18, 5) == nil)
  }

  @Test(arguments: [
    ("/usr/bin/programmer\0log\0--follow\0--last\u{0}1\0", "programmer log --follow --last"),
    ("programmer\0report\0J. Doe.html\0--force\0", "programmer report"),
    ("tio\0", "tio"), ("\u{1b}[31m\0log\0", "a program log"), ("", "a program"),
  ])
  func `a program is named by its verbs, and not by what was typed as a value`(
    line: String, words: String
  ) {
    #expect(PortHolder.command(Array(line.utf8)) == words)
  }
}
