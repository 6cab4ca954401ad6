/// A request of the bench, as JSON-RPC 2.0. Spec: bench.md, "Control socket".
struct ControlRequest: Codable {
  var jsonrpc = "2.0"
  var id: ControlID?
  var method: String
  var params: Parameters?

  /// The parameters of all methods; each takes its own.
  struct Parameters: Codable {
    /// `advance`: by how much, in ms of therapy. `fault`: how long it lasts.
    var milliseconds: UInt64?
    /// `fault` and `clear`: which unit; `clear` also takes `all`.
    var unit: String?
    /// `fault`: in which way it fails.
    var kind: String?
    /// `fault`: how badly, in the kind's own measure.
    var value: Int64?
    /// `withdraw` and `fill`: how much, in nL.
    var nanolitres: UInt64?
    /// `fill`: of which strength; 0 for drug-free liquid.
    var mcg_per_ml: UInt32?
    /// `power`: `on`, `off` or `cycle`. `head`: `contact`, `near` or `away`.
    var state: String?
    /// `crash`: where, one of ``CrashPlace``, or `none`; what happens is in `state`.
    var point: String?
    /// `crash`: at the so-many-th such write.
    var count: UInt32?
    /// `snapshot` and `restore`: an absolute path.
    var path: String?
    /// `link_set` and `link_clear`: `to-pump`, `from-pump` or `both`.
    var direction: String?
    /// `link_set`: what the line's luck begins with. All that follows is of `link_set`, too, and
    /// what is left out stays as it is.
    var seed: UInt64?
    /// Chances for each write, in parts per million; of a flip for each byte.
    var loss_ppm: UInt32?
    var duplicate_ppm: UInt32?
    var reorder_ppm: UInt32?
    var truncate_ppm: UInt32?
    var burst_ppm: UInt32?
    var flip_ppm: UInt32?
    var merge_ppm: UInt32?
    var split_ppm: UInt32?
    var stall_ppm: UInt32?
    /// The longest burst, in bytes.
    var burst_bytes: Int?
    /// How long a write takes, how much longer it may take, and how long a stall lasts, in ms.
    var latency_ms: UInt64?
    var jitter_ms: UInt64?
    var stall_ms: UInt64?
    /// Bits per second; 0 for as fast as can be.
    var baud: UInt32?
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
struct ControlReply: Encodable {
  var jsonrpc = "2.0"
  var id: ControlID?
  var result: Result?
  var error: Failure?

  /// What a method answers with.
  enum Result: Encodable {
    case truth(TruthReport)
    case faults(FaultsReport)
    case withdrawal(WithdrawalReport)
    case reconciliation(ReconciliationReport)
    case link(LinkReport)

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .truth(let report): try report.encode(to: encoder)
      case .faults(let report): try report.encode(to: encoder)
      case .withdrawal(let report): try report.encode(to: encoder)
      case .reconciliation(let report): try report.encode(to: encoder)
      case .link(let report): try report.encode(to: encoder)
      }
    }
  }

  private enum Keys: String, CodingKey { case jsonrpc, id, result, error }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Keys.self)
    try fields.encode(jsonrpc, forKey: .jsonrpc)
    // Null, and not left out, when the request's could not be read.
    try fields.encode(id, forKey: .id)
    try fields.encodeIfPresent(result, forKey: .result)
    try fields.encodeIfPresent(error, forKey: .error)
  }
}

/// Why a request failed.
struct Failure: Codable, Error {
  /// One of ``Code``; another when it comes from something that is no pump of this version.
  var code: Int
  var message: String

  /// The kinds of failure there are. Spec: bench.md, "Control socket".
  enum Code: Int, CaseIterable {
    /// The line is no JSON.
    case notJSON = -32700
    /// It is JSON and no request of JSON-RPC 2.0.
    case notRequest = -32600
    /// There is no such method.
    case noMethod = -32601
    /// What was asked for is no request to this method.
    case wrongParameters = -32602
    /// It cannot be done to this pump now; nothing was changed.
    case refused = -32001
    /// It was done, but could not be saved.
    case notSaved = -32000
  }

  /// What was asked for is no request to this method.
  static func wrongParameters(_ message: String) -> Failure {
    Failure(.wrongParameters, message)
  }

  /// What was asked for cannot be done to this pump now; nothing was changed.
  static func refused(_ message: String) -> Failure { Failure(.refused, message) }

  /// The code of something that was done, but could not be saved.
  static let notSaved = Code.notSaved.rawValue
  /// The code of what cannot be done.
  static let refused = Code.refused.rawValue
}

extension Failure {
  init(_ code: Code, _ message: String) {
    self.init(code: code.rawValue, message: message)
  }
}
