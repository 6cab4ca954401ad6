import Decode
import PumpText
import Telemetry
import VerbOutput

/// Messages as the archive keeps them: names and values of all fields, whatever they are.
enum MessageJSON {
  private struct Message: Encodable {
    let message: String
    let fields: [String: String]
  }

  /// Requests, in the order they were made.
  static func text(_ requests: [Request]) throws -> String {
    try JSONText.text(requests.map { Message(message: $0.type.name, fields: fields($0)) })
  }

  /// The body of an answer.
  static func text(_ body: some Visitable) -> String { JSONText.text(fields(body)) }

  private static func fields(_ body: some Visitable) -> [String: String] {
    Dictionary(FieldList.of(body).map { ($0.name, $0.value.text) }) { first, _ in first }
  }
}
