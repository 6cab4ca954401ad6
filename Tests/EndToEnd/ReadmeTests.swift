import Foundation
import TestLimits
import Testing

/// The README's tour, played word for word.
@Suite(.waiting, .limited, .serialized)
struct ReadmeTests {
  private static let page = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../README.md").standardizedFileURL

  @Test func `every command of the README prints what stands there, and ends as it says`() throws {
    let tour = Tour(try String(contentsOf: Self.page, encoding: .utf8))
    #expect(tour.faults == [] && tour.commands.count > 15)
    let shell = try Shell()
    let place = try PumpPlace()
    // The README's reader has built the programs; so have the tests.
    try shell.files.makeDirectory("home/.build")
    let built = URL(fileURLWithPath: try Program.path("programmer")).deletingLastPathComponent()
    try FileManager.default.createSymbolicLink(
      atPath: shell.files.file("home/.build/release"), withDestinationPath: built.path)
    for command in tour.commands {
      let result = try shell.run(
        place.there(command.typed.text), awaiting: command.isInBackground ? command.shown.count : 0
      ) { command.answer(to: place.back($0)) }
      let drift = Drift(command.shown, result.lines.map(place.back)).picture
      let line = "README.md:\(command.typed.number)"
      if !drift.isEmpty { Issue.record("\(line) has drifted: $ \(command.typed.text)\n\(drift)") }
      // What follows makes no sense then.
      try #require(
        (result.code != 0) == command.fails,
        """
        \(line) ends with \(result.code): $ \(command.typed.text)
        \(result.lines.joined(separator: "\n"))
        """)
    }
    let data = try FileManager.default.contentsOfDirectory(atPath: shell.files.file("data"))
    #expect(data == ["pumplink"], "the archive is the shell's own")
  }

  /// Where the README's `/tmp/pump` is played: a private place of the same length, so that lines
  /// fold where they do for its reader.
  private final class PumpPlace {
    private let directory: String
    private var path: String { "\(directory)/p" }

    init() throws {
      var made: String?
      let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
      for _ in 0..<1000 where made == nil {
        let name = "/tmp/" + (0..<2).map { _ in String(letters.randomElement() ?? "q") }.joined()
        if unsafe mkdir(name, 0o700) == 0 { made = name }
      }
      directory = try #require(made)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func there(_ line: String) -> String { line.replacing("/tmp/pump", with: path) }
    func back(_ line: String) -> String { line.replacing(path, with: "/tmp/pump") }
  }

  // MARK: The reading of the page

  private static let small = """
    ```sh
    make demo
    ```
    ```console
    $ one
    a
    …
    d
    Sure? [y/N] y
    $ two
    no
    $ echo $?
    64
    ```
    """

  @Test func `a page is parted into what is typed and what is printed`() {
    let tour = Tour(Self.small)
    #expect(tour.commands.map(\.typed.text) == ["one", "two", "echo $?"])
    #expect(tour.commands.map(\.typed.number) == [5, 10, 12])
    #expect(tour.commands.map(\.fails) == [false, true, false])
    #expect(tour.commands[0].shown.map(\.text) == ["a", "…", "d", "Sure? [y/N] y"])
    #expect(tour.commands[0].answer(to: "Sure? [y/N] ") == "y")
    #expect(tour.commands[0].answer(to: "Sure? ") == "[y/N] y")
    #expect(tour.commands[0].answer(to: "What? ") == nil)
    #expect(Tour("```console\na\n```").faults == ["line 2 is printed by no command"])
  }

  @Test(
    arguments: [
      ("a b c d Sure? [y/N] y", ""),
      // What is left out is one line at least.
      ("a d Sure? [y/N] y", "    8 - d"),
      ("a b c Sure? [y/N] y", "    8 - d"), ("x b d Sure? [y/N] y", "    6 - a"),
      ("a b d Sure? [y/N] n", "      + Sure? [y/N] n"), ("a b d Sure? [y/N] y z", "      + z"),
    ])
  func `a picture shows the lines that differ, and where they stand`(printed: String, row: String) {
    let lines = printed.replacing(" ", with: "\n").replacing("?\n", with: "? ")
      .replacing("]\n", with: "] ").components(separatedBy: "\n")
    let picture = Drift(Tour(Self.small).commands[0].shown, lines).picture
    #expect(picture.isEmpty == row.isEmpty)
    #expect(row.isEmpty || picture.components(separatedBy: "\n").contains(row), "\n\(picture)")
  }

  @Test func `what varies is like what varies, and nothing else is`() {
    func differ(_ left: String, _ right: String) -> Bool {
      Drift([Tour.Line(number: 1, text: left)], [right]).picture != ""
    }
    #expect(!differ("port=/dev/pts/2 PL40-7QXFDY", "port=/dev/pts/13 PL40-ABCDE2"))
    #expect(!differ("of session 14f73, just now", "of session 2, just now"))
    #expect(differ("port=/dev/pts/2", "port=/dev/ttyS2"))
    #expect(differ("in 360 days", "in 361 days"))
  }
}
