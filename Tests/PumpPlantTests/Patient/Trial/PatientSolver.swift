import Foundation
import PumpPlant
import Testing

/// The independent solution of the equations, by a program in another language.
enum PatientSolver {
  struct Case: Encodable {
    var parameters: [String: UInt32]
    var inflow: [[Double]]
    var times: [Double]
  }

  struct Solution: Decodable {
    var cells: [Double]
    var effective: [Double]
    var accustomed: [Double]
    var missing: Double
    var scores: [Double]
  }

  /// Needs Python and scipy, and fails without them.
  static func solve(
    _ profile: PatientProfile, inflow: [[Double]], times: [Double]
  ) throws -> [Solution] {
    let values = PatientParameter.all.map { ("\($0)", profile[$0]) }
    let asked = Case(
      parameters: Dictionary(uniqueKeysWithValues: values), inflow: inflow, times: times)
    let files = FileManager.default
    let directory = files.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try files.createDirectory(at: directory, withIntermediateDirectories: false)
    defer { try? files.removeItem(at: directory) }
    // Files instead of pipes: a pipe that fills up would stop both sides.
    let paths = ["input", "output", "errors"].map { directory.appendingPathComponent($0) }
    try JSONEncoder().encode(asked).write(to: paths[0])
    for path in paths[1...] { try Data().write(to: path) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let tool = Checkout.root.appendingPathComponent("Tests/PumpPlantTests/Tools/patient_ode.py")
    process.arguments = ["python3", "-B", tool.path]
    process.standardInput = try FileHandle(forReadingFrom: paths[0])
    process.standardOutput = try FileHandle(forWritingTo: paths[1])
    process.standardError = try FileHandle(forWritingTo: paths[2])
    try process.run()
    process.waitUntilExit()
    let errors = try String(contentsOf: paths[2], encoding: .utf8)
    try #require(process.terminationStatus == 0, "python3 with scipy is needed here: \(errors)")
    return try JSONDecoder().decode([Solution].self, from: Data(contentsOf: paths[1]))
  }
}

/// The files people read, beside the tests' own source.
enum Checkout {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }
}

// What is a sequence can be made an array of: in tests there is a heap.
extension Numbered: Sequence, IteratorProtocol {}
