import ArgumentParser
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

      Example: programmer decode visit.txt --card pump.card
      """)

  @Argument(help: ArgumentHelp("The capture.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp("The implant card whose keys open what is sealed.", valueName: "file"))
  var card: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    var isDamaged = false
    try Verb.run(json: json) {
      var decoder = CaptureDecoder(try card.map { try KeyCard(reading: $0) }, face: .commandLine)
      let items = try CaptureFile.read(file).flatMap { decoder.decode($0) }
      let result = DecodeResult(items: items, unfinished: decoder.unfinished)
      isDamaged = result.dropped > 0 || !result.unfinished.isEmpty
      return result
    }
    if isDamaged { throw ExitCode(ProgramExitStatus.refused.rawValue) }
  }
}
