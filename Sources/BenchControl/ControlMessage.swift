/// A request of the bench, as JSON-RPC 2.0. Spec: bench.md, "Control socket".
package struct ControlRequest: Equatable, Sendable {
  /// What its answer is to bear; `nil` for one that wants no answer.
  package var id: ControlID?
  /// The name of its method, which there need not be.
  package var method: String
  /// What it says to the method.
  package var parameters: BenchTree

  /// The name of the parameter that says which of several pumps is meant.
  package static let pumpKey = "pump"

  /// A request that wants an answer, of one of several pumps if that is named.
  package init(id: ControlID, _ request: BenchRequest, pump: String? = nil) {
    self.id = id
    method = request.method.rawValue
    parameters = request.parameters ?? .null
    guard let pump else { return }
    var object: [String: BenchTree] = [:]
    if case .object(let own) = parameters { object = own }
    object[Self.pumpKey] = pump.tree
    parameters = .object(object)
  }

  /// Which of several pumps is meant; `nil` when none is named.
  package var pump: String? {
    guard case .object(let object) = parameters else { return nil }
    return object[Self.pumpKey].flatMap { String($0) }
  }

  /// The request of a line; throws the answer to one that is none, under its id if that can be
  /// read.
  package init(_ tree: BenchTree) throws(ControlReply) {
    guard case .object(let object) = tree else { throw .notRequest(nil) }
    var id: ControlID?
    if let there = object["id"], there != .null {
      id = ControlID(there)
      if id == nil { throw .notRequest(nil) }
    }
    guard object["jsonrpc"] == .text("2.0"), case .text(let method)? = object["method"] else {
      throw .notRequest(id)
    }
    self.id = id
    self.method = method
    parameters = object["params"] ?? .null
  }

  /// The request as it goes over the socket.
  package var tree: BenchTree {
    var object: [String: BenchTree] = ["jsonrpc": "2.0".tree, "method": method.tree]
    object["id"] = id?.tree
    if parameters != .null { object["params"] = parameters }
    return .object(object)
  }

  /// What is asked for; throws why that is nothing a pump can be asked.
  package func request() throws(BenchFailure) -> BenchRequest {
    guard let known = BenchMethod(rawValue: method) else {
      let names = BenchMethod.allCases.map { $0.rawValue }.joined(separator: ", ")
      throw BenchFailure(.noMethod, "no method \(method); there are \(names)")
    }
    return try BenchRequest(known, parameters)
  }
}

/// What ties an answer to its request: whatever the bench chose, a number or a text.
package enum ControlID: BenchValue, Equatable, Sendable {
  case number(Int)
  case text(String)

  package init?(_ tree: BenchTree) {
    if let number = Int(tree) {
      self = .number(number)
    } else if let text = String(tree) {
      self = .text(text)
    } else {
      return nil
    }
  }

  package var tree: BenchTree {
    switch self {
    case .number(let number): number.tree
    case .text(let text): text.tree
    }
  }
}

/// The pump's answer to the bench.
package struct ControlReply: Error, Equatable, Sendable {
  /// The request's; `nil` when that could not be read.
  package var id: ControlID?
  /// What came of it.
  package var result: Result

  /// What came of a request.
  package enum Result: Equatable, Sendable {
    case done(BenchAnswer)
    case failed(BenchFailure)
  }

  /// An answer from its parts.
  package init(id: ControlID?, _ result: Result) {
    self.id = id
    self.result = result
  }

  /// The answer to a line that is no JSON.
  package static var notJSON: ControlReply {
    ControlReply(id: nil, .failed(BenchFailure(.notJSON, "not a request in JSON")))
  }

  /// The answer to JSON that is no request.
  static func notRequest(_ id: ControlID?) -> ControlReply {
    ControlReply(id: id, .failed(BenchFailure(.notRequest, "not JSON-RPC 2.0")))
  }

  /// The answer to a method, or `nil` when a line is none.
  package init?(_ tree: BenchTree, to method: BenchMethod) {
    guard case .object(let object) = tree else { return nil }
    id = object["id"].flatMap { ControlID($0) }
    if let failure = object["error"].flatMap({ BenchFailure($0) }) {
      result = .failed(failure)
    } else if let answer = object["result"].flatMap({ BenchAnswer($0, to: method) }) {
      result = .done(answer)
    } else {
      return nil
    }
  }

  /// The answer as it goes over the socket; its id is there always.
  package var tree: BenchTree {
    var object: [String: BenchTree] = ["jsonrpc": "2.0".tree, "id": id?.tree ?? .null]
    switch result {
    case .done(let answer): object["result"] = answer.tree
    case .failed(let failure): object["error"] = failure.tree
    }
    return .object(object)
  }
}
