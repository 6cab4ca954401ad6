package import Foundation
import RawClient

/// The fixtures that seeds are made from.
package struct Fixtures: Sendable {
  package let root: URL

  package init(repository: String) { root = URL(fileURLWithPath: repository) }

  /// The frames of `fixtures/frames/good.json`.
  package func frames() throws -> [GoodFrame] {
    let data = try Data(contentsOf: root.appendingPathComponent("fixtures/frames/good.json"))
    return try JSONDecoder().decode([String: [GoodFrame]].self, from: data)["frames"] ?? []
  }

  package struct GoodFrame: Decodable {
    package let name: String
    package let message: String
    package let hex: String

    /// The bytes on the wire.
    package var wire: [UInt8] {
      stride(from: 0, to: hex.utf8.count, by: 2).compactMap { place in
        UInt8(hex.dropFirst(place).prefix(2), radix: 16)
      }
    }

    /// What the frame holds, its checksum taken off.
    package var content: [UInt8] {
      (PlainFrame.unstuff(wire.dropFirst().dropLast()) ?? []).dropLast(4)
    }
  }
}

extension FuzzTarget {
  /// Writes the seeds into the target's folder.
  package func writeSeeds(from fixtures: Fixtures, to folder: String) throws {
    let place = URL(fileURLWithPath: folder).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for (name, bytes) in try seeds(fixtures) {
      try Data(bytes).write(to: place.appendingPathComponent(name))
    }
  }
}
