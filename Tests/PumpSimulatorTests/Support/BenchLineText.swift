import BenchClient
import BenchControl
import VerbOutput

@testable import PumpSimulator

/// Parameters as a bench may send them, right or wrong.
struct Parameters {
  fileprivate var object: [String: BenchTree] = [:]

  init(
    milliseconds: UInt64? = nil, unit: String? = nil, kind: String? = nil, value: Int64? = nil,
    nanolitres: UInt64? = nil, mcg_per_ml: UInt32? = nil, state: String? = nil,
    point: String? = nil, count: UInt32? = nil, path: String? = nil,
    nanograms: UInt64? = nil, drug: String? = nil
  ) {
    let numbers: [(String, BenchTree?)] = [
      ("milliseconds", milliseconds?.tree), ("value", value?.tree),
      ("nanolitres", nanolitres?.tree), ("mcg_per_ml", mcg_per_ml?.tree), ("count", count?.tree),
      ("nanograms", nanograms?.tree),
    ]
    let words = [
      ("unit", unit), ("kind", kind), ("state", state), ("point", point), ("path", path),
      ("drug", drug),
    ]
    for (name, tree) in numbers { object[name] = tree }
    for (name, word) in words { object[name] = word?.tree }
  }
}

extension ControlService {
  /// What a method answers with, or why it fails, by way of JSON.
  func ask<Report: BenchRecord>(
    _ method: String, _ parameters: Parameters = Parameters(), as report: Report.Type = Report.self
  ) throws -> (result: Report?, error: BenchFailure?) {
    let request = BenchTree.object([
      "jsonrpc": "2.0".tree, "id": 1.tree, "method": method.tree,
      "params": .object(parameters.object),
    ])
    guard let text = answer(try JSONText.text(request)),
      case .object(let reply)? = BenchTree(json: text)
    else { return (nil, nil) }
    return (
      reply["result"].flatMap { Report($0) }, reply["error"].flatMap { BenchFailure($0) }
    )
  }
}
