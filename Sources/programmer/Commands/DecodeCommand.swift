import ArgumentParser
import BuiltPage
import CaptureFiles
import ClinicText
import Handheld
import PumpText

/// `programmer decode`.
struct DecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode", abstract: "Show the messages in a capture.",
    discussion: """
      A capture is what --capture wrote, or any pcapng or pcap file of link type USER0 or \
      RTAC_SERIAL, or lines of hexadecimal, or the raw bytes of one direction; - reads standard \
      input. Damaged frames are shown with the reason. Of a file that is cut off what is whole is \
      shown, and where it was cut.

      What is sealed is shown with its session, counter and length. With --card it is opened, if \
      the capture holds the opening of its session, and with --keylog without it; a frame that was \
      sent again is marked, and one that was not sealed with the session's key counts as dropped. \
      The exit code is 1 when one is, or when the file is cut off.

      --page writes the same as a page that shows the conversation along a line of time, in one \
      file that needs nothing else.

      Examples:
        programmer decode visit.pcapng --card pump.card
        programmer decode visit.pcapng --keylog keys.log
        programmer decode visit.pcapng --page visit.html
      """)

  @Argument(help: ArgumentHelp("The capture.", valueName: "file"), completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp("The implant card whose keys open what is sealed.", valueName: "file"),
    completion: .file())
  var card: String?

  @Option(
    help: ArgumentHelp(
      "A key log, as --keylog writes it, whose keys open what is sealed.", valueName: "file"),
    completion: .file())
  var keylog: String?

  @Option(
    help: ArgumentHelp(
      "Of a capture of both ends of a bad line, what this end saw; otherwise the pump.",
      valueName: "end"))
  var seenBy: CaptureEnd?

  @Option(
    help: ArgumentHelp(
      "Write it as a page that shows it, one file for a browser.", valueName: "file.html"),
    completion: .file(extensions: ["html"]))
  var page: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    var isSound = true
    try Verb.run(json: json) {
      let page = RecordingPage(page, failure: ProgrammerError.plain)
      try page.check()
      let reading = try CaptureReading(
        of: file, card: card, keyLog: keylog, seenBy: seenBy, face: .commandLine)
      try page.write([reading.chapter])
      isSound = reading.isSound
      return reading.result
    }
    if !isSound { throw ExitCode(ProgramExitStatus.refused.rawValue) }
  }
}

extension CaptureEnd: ExpressibleByArgument {
  /// The end of a word; `nil` where it is none.
  public init?(argument: String) { self.init(name: argument) }

  /// The words there are.
  public static var allValueStrings: [String] { allCases.map(\.name) }
}
