import FoundationEssentials
import PumpPlant
import Quantities

/// A request of the bench, as JSON-RPC 2.0. Spec: bench.md, "Control socket".
struct ControlRequest: Codable {
  var jsonrpc = "2.0"
  var id: ControlID?
  var method: String
  var params: Parameters?

  /// The parameters of all methods; each takes its own.
  struct Parameters: Codable {
    /// `advance`: by how much, in ms of therapy.
    var milliseconds: UInt64?
  }
}

extension ControlRequest {
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    jsonrpc = try fields.decodeIfPresent(String.self, forKey: .jsonrpc) ?? ""
    id = try fields.decodeIfPresent(ControlID.self, forKey: .id)
    method = try fields.decode(String.self, forKey: .method)
    // Parameters of the wrong kind are missing to the method that needs them, and it says so.
    params = try? fields.decodeIfPresent(Parameters.self, forKey: .params)
  }
}

/// What ties an answer to its request: whatever the bench chose, a number or a text.
enum ControlID: Codable, Equatable {
  case number(Int)
  case text(String)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    }
  }
}

/// The pump's answer to the bench.
struct ControlReply: Codable {
  var jsonrpc = "2.0"
  var id: ControlID?
  var result: TruthReport?
  var error: Failure?

  /// Why a request failed.
  struct Failure: Codable {
    var code: Int
    var message: String

    /// The code of a jump in time that was made, but could not be saved.
    static let notSaved = -32000
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(jsonrpc, forKey: .jsonrpc)
    // Null, and not left out, when the request's could not be read.
    try fields.encode(id, forKey: .id)
    try fields.encodeIfPresent(result, forKey: .result)
    try fields.encodeIfPresent(error, forKey: .error)
  }
}

/// What is really so, as `ctl truth` prints it; every method answers with it.
struct TruthReport: Codable, Equatable {
  var therapy_time_s: UInt64
  var pumped_nl: UInt64
  var reservoir_nl: UInt64
  var catheter_nl: UInt64
  var patient_pg: UInt64
  var strokes: UInt64
  var battery_percent: UInt8

  init(_ truth: Truth) {
    therapy_time_s = truth.therapyTime.seconds
    pumped_nl = truth.pumped.volume.rawValue
    reservoir_nl = truth.reservoir.volume.rawValue
    catheter_nl = truth.catheter.volume.rawValue
    patient_pg = truth.patient.drug.rawValue
    strokes = truth.strokes
    battery_percent = truth.batteryPercent
  }
}

/// JSON on one line, keys in a fixed order.
enum ControlJSON {
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
