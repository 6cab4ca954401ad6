import ArgumentParser
import Foundation
import TestLimits
import Testing

@testable import pump_bench

/// `pump-bench kat`: known answers are recognised, computed, and wrong ones found.
@Suite(.limited)
struct KnownAnswerTests {
  private static let files = ["aead128", "cxof128", "hash256", "xof128"]

  private func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("fixtures/ascon/\(name).txt").path
  }

  private func text(_ name: String) throws -> String { try KnownAnswerFile.read(path(name)) }

  @Test(arguments: files)
  func `every fixture is recognised by its fields and passes`(name: String) throws {
    let file = try KnownAnswerFile(text: text(name), kind: nil)
    #expect(file.kind.rawValue == name)
    #expect(file.answers.count >= 25)
    #expect(file.wrongAnswers().isEmpty)
    let named = try KnownAnswerFile(text: text(name), kind: KnownAnswerKind(rawValue: name))
    #expect(named.answers.count == file.answers.count)
    try KatCommand.parse([path(name)]).run()
  }

  @Test(arguments: files)
  func `a digit changed in any field makes exactly its answer a wrong one`(name: String) throws {
    var lines = try text(name).split(separator: "\n", omittingEmptySubsequences: false)
    // Three records from the middle, where every field has something in it.
    let records = lines.split(separator: "").dropFirst(20).prefix(3)
    lines = Array(records.joined(separator: [""]))
    #expect(
      try KnownAnswerFile(text: lines.joined(separator: "\n"), kind: nil).wrongAnswers().isEmpty)
    var changes = 0
    for (place, line) in lines.enumerated() where !line.hasPrefix("Count") {
      guard let last = line.last, last.isHexDigit else { continue }
      var changed = lines
      changed[place] = line.dropLast() + (last == "0" ? "1" : "0")
      let file = try KnownAnswerFile(text: changed.joined(separator: "\n"), kind: nil)
      #expect(file.wrongAnswers().count == 1, "\(name), line \(place + 1)")
      changes += 1
    }
    #expect(changes >= 6)
  }

  @Test func `a wrong answer is named, and is the exit status of the command`() throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("kat-\(UUID().uuidString).txt")
    defer { try? FileManager.default.removeItem(at: directory) }
    let wrong = "Count = 7\nMsg = 00\nMD = \(String(repeating: "00", count: 32))\n"
    try wrong.write(to: directory, atomically: true, encoding: .utf8)
    let file = try KnownAnswerFile(text: wrong, kind: nil)
    #expect(file.wrongAnswers().map(\.line) == [1])
    #expect(file.wrongAnswers().map(\.what) == ["count 7: the hash is not MD"])
    let command = try KatCommand.parse([directory.path])
    #expect(throws: ExitCode(1)) { try command.run() }
  }

  @Test func `line ends and blank lines of other systems are taken`() throws {
    let unix = try text("xof128")
    let other = "\r\n\r\n" + unix.replacingOccurrences(of: "\n", with: "\r\n") + "\r\n \r\n"
    let file = try KnownAnswerFile(text: other.lowercasedDigits, kind: nil)
    #expect(file.answers.count == 25)
    #expect(file.wrongAnswers().isEmpty)
  }

  @Test(
    arguments: [
      ("", "there is no known answer in it"),
      ("\n\n", "there is no known answer in it"),
      ("hello\n", "line 1: not of the form"),
      ("\u{0}\u{1}\u{FFFD}", "line 1: not of the form"),
      ("Count = 1\nFoo = 00\n", "line 2: no known-answer file has a field of this name"),
      ("Count = x\n", "line 1: Count is not a number"),
      ("Count = -1\n", "line 1: Count is not a number"),
      ("Count = 1\nCount = 2\n", "line 2: a second Count"),
      ("Count = 1\nMsg = 0\n", "line 2: Msg is not whole bytes"),
      ("Count = 1\nMsg = 0g\n", "line 2: Msg is not whole bytes"),
      ("Count = 1\nMsg = 00\nMsg = 00\n", "line 3: a second Msg"),
      ("\nCount = 1\nMsg = 00\n", "line 2: the record has Count, Msg, which is no kind's"),
      ("Msg = 00\nMD = 00\n", "line 1: the record has MD, Msg; xof128 has Count, Msg, MD"),
      ("Count = 1\nKey = 00\nNonce =\nPT =\nAD =\nCT =\n", "line 2: Key has 1 bytes"),
      ("Count = 1\nMsg =\nMD = 00\n\nCount = 2\nMsg =\nZ =\nMD = 00\n", "line 5: the record has"),
    ])
  func `what is no such file is refused with its line`(text: String, words: String) {
    do {
      let file = try KnownAnswerFile(text: text, kind: nil)
      Issue.record("it was taken, with \(file.answers.count) answers")
    } catch {
      #expect(error.cause == .data)
      #expect(error.message.hasPrefix(words), "\(error.message)")
    }
  }

  @Test func `a file of another kind than was asked for is refused`() throws {
    for name in Self.files {
      for kind in KnownAnswerKind.allCases where kind.rawValue != name {
        // Any output of the hash's length may be one of the XOF, but then it is a wrong one.
        if name == "hash256" && kind == .xof128 {
          let file = try KnownAnswerFile(text: text(name), kind: kind)
          #expect(file.wrongAnswers().count == file.answers.count)
        } else {
          let text = try text(name)
          #expect(throws: BenchmarkError.self) { try KnownAnswerFile(text: text, kind: kind) }
        }
      }
    }
  }

  @Test func `a file that cannot be read is refused`() throws {
    for path in ["/nowhere/at-all", "/", "/dev/null"] {
      let command = try KatCommand.parse([path])
      #expect(throws: ExitCode(65), "\(path)") { try command.run() }
    }
  }

  @Test func `measuring needs no subcommand`() throws {
    for words in [["--only", "life"], ["measure", "--only", "life"]] {
      let command = try PumpBench.parseAsRoot(words) as? MeasureCommand
      #expect(command?.only.parts == [.life])
    }
    #expect(try PumpBench.parseAsRoot([]) is MeasureCommand)
    #expect(try PumpBench.parseAsRoot(["kat", "x", "--kind", "xof128"]) is KatCommand)
    #expect(throws: (any Error).self) { try PumpBench.parseAsRoot(["kat"]) }
    #expect(throws: (any Error).self) { try PumpBench.parseAsRoot(["kat", "x", "--kind", "x"]) }
  }
}

extension String {
  /// Hex digits in lower case, and the names of fields as they are.
  fileprivate var lowercasedDigits: String {
    components(separatedBy: "= ").enumerated().map { place, part in
      guard place > 0, let end = part.firstIndex(where: \.isNewline) else { return part }
      return part[..<end].lowercased() + part[end...]
    }.joined(separator: "= ")
  }
}
