import ArgumentParser
import Clinic
import Handheld
import PumpText
import Telemetry
import VerbOutput

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

  struct Result: VerbResult {
    let items: [DecodedItem]
    let unfinished: [CapturedPiece.Direction]

    struct JSON: Encodable {
      let frames: [DecodedItem]
      let dropped: Int
      let closed: Int
      let unfinished: [CapturedPiece.Direction]
    }

    var dropped: Int { items.count { $0.dropped != nil } }
    /// Frames that stay sealed.
    var closed: Int { items.count { $0.seal?.state == .closed } }

    var outcome: VerbAnswer.Outcome { .read }
    var json: any Encodable {
      JSON(frames: items, dropped: dropped, closed: closed, unfinished: unfinished)
    }

    var words: String {
      var text = items.map(Self.words).joined()
      for direction in unfinished { text += "\(Self.arrow(direction)) an unfinished frame\n" }
      let sealed = closed == 0 ? "" : ", \(closed) sealed"
      return text + "\(items.count - dropped - closed) messages\(sealed), \(dropped) dropped\n"
    }

    private static func words(_ item: DecodedItem) -> String {
      let time = item.at_ms.map { "\($0) ms " } ?? "@\(item.offset) "
      let session =
        (item.session.map { " session \(String($0, radix: 16))" } ?? "")
        + (item.seal.map { " counter \($0.counter)" } ?? "")
      if let dropped = item.dropped {
        return "\(time)\(arrow(item.direction)) DROPPED \(dropped)\(session)\n"
      }
      guard let message = item.message else {
        let length = item.seal.map { ", \($0.message_bytes) bytes" } ?? ""
        return "\(time)\(arrow(item.direction)) SEALED\(session)\(length)\n"
          + "    \(item.seal?.reason ?? "")\n"
      }
      let again = item.seal?.state == .repeated ? " REPEATED" : ""
      let fields = item.ordered.map { "    \($0.name) = \($0.value)\n" }.joined()
      let name = "\(message) #\(item.request_id ?? 0)\(session)\(again)"
      return "\(time)\(arrow(item.direction)) \(name)\n"
        + (item.ordered.count == 1 && item.ordered[0].name == "value" ? "" : fields)
    }

    private static func arrow(_ direction: CapturedPiece.Direction) -> String {
      switch direction {
      case .toPump: ">"
      case .fromPump: "<"
      case .unknown: "?"
      }
    }
  }

  func run() throws {
    var isDamaged = false
    try Verb.run(json: json) {
      var decoder = CaptureDecoder(try card.map { try KeyCard(reading: $0) }, face: .commandLine)
      let items = try CaptureFile.read(file).flatMap { decoder.decode($0) }
      let result = Result(items: items, unfinished: decoder.unfinished)
      isDamaged = result.dropped > 0 || !result.unfinished.isEmpty
      return result
    }
    if isDamaged { throw ExitCode(ProgramExitStatus.refused.rawValue) }
  }
}
