import Foundation

/// The published schemas, as they are on the disk.
enum JSONSchemas {
  /// A key of a shape.
  struct Key {
    /// The file and the shape, such as `programmer/battery`.
    let place: String
    let name: String
    let schema: JSON

    /// Where it is and what it is called, such as `programmer/battery: state`.
    var description: String { "\(place): \(name)" }
  }

  /// One schema for each program that prints JSON.
  static let files = ["programmer", "PumpFirmwareSim"]
  /// Those and the control socket's, whose lines are no program's output.
  static let all = files + ["control"]

  static func read(_ name: String) throws -> JSON {
    let file = JSONLedger.folder.appendingPathComponent("\(name).schema.json")
    return JSON(try String(contentsOf: file, encoding: .utf8))
  }

  /// All shapes of all files with where they are.
  static func shapes() throws -> [(place: String, schema: JSON)] {
    try all.flatMap { file in
      let shapes = try read(file)[dynamicMember: "$defs"]
      return shapes.keys.map { ("\(file)/\($0)", shapes[dynamicMember: $0]) }
    }
  }

  /// All keys of all shapes.
  static func keys() throws -> [Key] {
    try shapes().flatMap { place, shape in
      shape.properties.keys.map { name in
        Key(place: place, name: name, schema: shape.properties[dynamicMember: name])
      }
    }
  }
}
