import ArgumentParser
import BuiltPage
import ClinicText
import Decode
import Handheld
import PumpText

/// `programmer decode`.
struct DecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode", abstract: "Show the messages in a capture.",
    discussion: """
      A capture is what --capture wrote, or lines of hexadecimal, or the raw bytes of one \
      direction; - reads standard input. Damaged frames are shown with the reason.

      What is sealed is shown with its session, counter and length. With --card it is opened, if \
      the capture holds the opening of its session; a frame that was sent again is marked, and one \
      that was not sealed with the session's key counts as dropped. The exit code is 1 when one is.

      --page writes the same as a page that shows the conversation along a line of time, in one \
      file that needs nothing else.

      Examples:
        programmer decode visit.txt --card pump.card
        programmer decode visit.txt --page visit.html
      """)

  @Argument(help: ArgumentHelp("The capture.", valueName: "file"), completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp("The implant card whose keys open what is sealed.", valueName: "file"),
    completion: .file())
  var card: String?

  @Option(
    help: ArgumentHelp(
      "Write it as a page that shows it, one file for a browser.", valueName: "file.html"),
    completion: .file(extensions: ["html"]))
  var page: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    var isDamaged = false
    try Verb.run(json: json) {
      if let page {
        try Self.telling { () throws(RecordingPage.Problem) in try RecordingPage.check(for: page) }
      }
      let card = try card.map { try KeyCard(reading: $0) }
      var notes = FrameNotes(CaptureDecoder(card, face: .commandLine))
      let found = try CaptureFile.read(file).map { notes.note($0) }
      let result = DecodeResult(items: found.flatMap(\.items), unfinished: notes.unfinished)
      if let page {
        let chapter = result.chapter(of: file, found.map(\.note))
        try Self.telling { () throws(RecordingPage.Problem) in
          try RecordingPage.write([chapter], to: page)
        }
      }
      isDamaged = result.dropped > 0 || !result.unfinished.isEmpty
      return result
    }
    if isDamaged { throw ExitCode(ProgramExitStatus.refused.rawValue) }
  }

  private static func telling(_ body: () throws(RecordingPage.Problem) -> Void) throws {
    do throws(RecordingPage.Problem) {
      try body()
    } catch {
      throw ProgrammerError(error.status, FaceText(error.words))
    }
  }
}
