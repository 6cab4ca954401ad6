import ArgumentParser
package import Campaigns

extension NumberRange: ExpressibleByArgument {}

extension Shard: ExpressibleByArgument {
  /// As `--help` has it.
  public var defaultValueDescription: String { text }
}
