/// Something that is fuzzed, with the folder of its inputs in `fixtures/fuzz` for a name.
package struct FuzzTarget: Sendable {
  package let name: String
  /// The longest input worth trying, in bytes.
  package let longestInput: Int
  /// Feeds one input; throws when something is other than it must be.
  package let run: @Sendable ([UInt8]) throws(Broken) -> Void
  /// The inputs that fuzzing begins with, by the names of their files.
  package let seeds: @Sendable (Fixtures) throws -> [String: [UInt8]]

  /// A target from its parts.
  package init(
    name: String, longestInput: Int,
    run: @escaping @Sendable ([UInt8]) throws(Broken) -> Void,
    seeds: @escaping @Sendable (Fixtures) throws -> [String: [UInt8]]
  ) {
    self.name = name
    self.longestInput = longestInput
    self.run = run
    self.seeds = seeds
  }
}
