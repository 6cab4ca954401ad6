import ArgumentParser
import BuiltPage
import CaptureFiles
import ClinicText
import Decode
import Handheld
import PumpText
import SerialLink

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

  @Argument(help: ArgumentHelp("The capture.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp("The implant card whose keys open what is sealed.", valueName: "file"))
  var card: String?

  @Option(
    help: ArgumentHelp(
      "A key log, as --keylog writes it, whose keys open what is sealed.", valueName: "file"))
  var keylog: String?

  @Option(
    help: ArgumentHelp(
      "Of a capture of both ends of a bad line, what this end saw; otherwise the pump.",
      valueName: "end"))
  var seenBy: CaptureEnd?

  @Option(
    help: ArgumentHelp(
      "Write it as a page that shows it, one file for a browser.", valueName: "file.html"))
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
      let log = try keylog.map { try KeyLogFile.read($0) } ?? []
      var notes = FrameNotes(CaptureDecoder(card, log: log, face: .commandLine))
      let contents = try CaptureFile.read(file, seenBy: seenBy)
      tell(contents)
      let found = contents.pieces.map { notes.note($0) }
      let result = DecodeResult(items: found.flatMap(\.items), unfinished: notes.unfinished)
      if let page {
        let chapter = result.chapter(of: file, found.map(\.note))
        try Self.telling { () throws(RecordingPage.Problem) in
          try RecordingPage.write([chapter], to: page)
        }
      }
      isDamaged = result.dropped > 0 || !result.unfinished.isEmpty || !contents.isWhole
      return result
    }
    if isDamaged { throw ExitCode(ProgramExitStatus.refused.rawValue) }
  }

  /// Says what a person is to know of the file, beside what is in it.
  private func tell(_ contents: CaptureFile.Contents) {
    for remark in contents.remarks { StandardStreams.error("programmer: \(remark)\n") }
    guard let other = contents.other, seenBy == nil else { return }
    let packets = QuantityWords.count(UInt64(other.packets), "packet", "packets")
    StandardStreams.error(
      "programmer: \(file): the line was bad, and the \(other.end.argument)'s end saw \(packets) "
        + "beside; --seen-by \(other.end.argument) shows them\n")
  }

  private static func telling(_ body: () throws(RecordingPage.Problem) -> Void) throws {
    do throws(RecordingPage.Problem) {
      try body()
    } catch {
      throw ProgrammerError(error.status, FaceText(error.words))
    }
  }
}

extension CaptureEnd: ExpressibleByArgument {
  /// The end of a word; `nil` where it is none.
  public init?(argument: String) {
    guard let end = Self.allCases.first(where: { $0.argument == argument }) else { return nil }
    self = end
  }

  /// The words there are.
  public static var allValueStrings: [String] { allCases.map(\.argument) }

  /// The word for it.
  var argument: String {
    switch self {
    case .pump: "pump"
    case .programmer: "programmer"
    }
  }
}
