import Foundation
import FuzzSupport
import TestLimits
import TestSupport
import Testing

/// What the fuzzers are fed, fed without them: each input of `fixtures/fuzz` and some like it.
@Suite(.limited)
struct ReplayTests {
  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let targets = FuzzTarget.wire + FuzzTarget.sessions + FuzzTarget.files
  static let names = targets.map(\.name)

  static func inputs(of name: String) throws -> [String: [UInt8]] {
    let folder = repository.appendingPathComponent("fixtures/fuzz/\(name)")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return try files.reduce(into: [:]) { inputs, file in
      inputs[file.lastPathComponent] = Array(try Data(contentsOf: file))
    }
  }

  private func target(_ name: String) throws -> FuzzTarget {
    try #require(Self.targets.first { $0.name == name })
  }

  @Test(arguments: names)
  func `every input in the fixtures leaves all as it must be`(name: String) throws {
    let target = try target(name)
    for (file, input) in try Self.inputs(of: name) {
      #expect(throws: Never.self, "\(name)/\(file)") { try target.run(input) }
    }
  }

  @Test(arguments: names)
  func `inputs somewhat like those in the fixtures do too`(name: String) throws {
    let target = try target(name)
    let inputs = try Self.inputs(of: name).sorted { $0.key < $1.key }.map(\.value)
    var random = SplitMix64(seed: 0x0F_5EED)
    for round in 0..<60 {
      var input = inputs[round % inputs.count]
      for _ in 0...random.below(4) {
        let place = Int(random.below(UInt64(input.count + 1)))
        switch random.below(3) {
        case 0: input.insert(contentsOf: random.bytes(Int(random.below(6))), at: place)
        case 1: input.removeSubrange(place..<min(place + Int(random.below(6)), input.count))
        default: if place < input.count { input[place] = UInt8(random.below(256)) }
        }
      }
      #expect(throws: Never.self, "\(name): \(input)") { try target.run(input) }
    }
  }

  @Test(arguments: names)
  func `the seeds are those that .ci-fuzz seeds makes`(name: String) throws {
    let made = try target(name).seeds(Fixtures(repository: Self.repository.path))
    let kept = try Self.inputs(of: name).filter { $0.key.hasPrefix("seed-") }
    #expect(made == kept, "run .ci/fuzz seeds")
  }

  @Test func `every folder of inputs has a target`() throws {
    let folder = Self.repository.appendingPathComponent("fixtures/fuzz")
    let folders = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(folders) == Set(Self.names))
  }
}
