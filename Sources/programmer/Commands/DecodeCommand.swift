import ArgumentParser
import Telemetry

/// `programmer decode`.
struct DecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode", abstract: "Show the messages in a capture.",
    discussion: """
      A capture is what --capture wrote, or lines of hexadecimal, or the raw bytes of one \
      direction; - reads standard input. Damaged frames are shown with the reason. The exit code \
      is 1 when there is one.
      """)

  @Argument(help: ArgumentHelp("The capture.", valueName: "file"))
  var file: String

  @Flag(help: "Print one JSON object.")
  var json = false

  struct Result: Verb.Result {
    let items: [DecodedItem]
    let unfinished: [CapturedPiece.Direction]

    struct Report: Encodable {
      let frames: [DecodedItem]
      let dropped: Int
      let unfinished: [CapturedPiece.Direction]
    }

    var dropped: Int { items.count { $0.dropped != nil } }

    var json: any Encodable {
      Report(frames: items, dropped: dropped, unfinished: unfinished)
    }

    var words: String {
      var text = items.map(Self.words).joined()
      for direction in unfinished { text += "\(Self.arrow(direction)) an unfinished frame\n" }
      return text + "\(items.count - dropped) messages, \(dropped) dropped\n"
    }

    private static func words(_ item: DecodedItem) -> String {
      let time = item.at_ms.map { "\($0) ms " } ?? "@\(item.offset) "
      guard let message = item.message else {
        return "\(time)\(arrow(item.direction)) DROPPED \(item.dropped ?? "")\n"
      }
      let session = item.session.map { " session \(String($0, radix: 16))" } ?? ""
      let fields = item.ordered.map { "    \($0.name) = \($0.value)\n" }.joined()
      return "\(time)\(arrow(item.direction)) \(message) #\(item.request_id ?? 0)\(session)\n"
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
      var decoder = CaptureDecoder()
      let items = try CaptureFile.read(file).flatMap { decoder.decode($0) }
      let result = Result(items: items, unfinished: decoder.unfinished)
      isDamaged = result.dropped > 0 || !result.unfinished.isEmpty
      return result
    }
    if isDamaged { throw ExitCode(ProgrammerError.Ending.refused.rawValue) }
  }
}
