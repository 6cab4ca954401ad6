package import ArgumentParser

/// A command that only holds others. Called without one of them it does nothing, so it does not
/// end as if it had: a script may have lost its words on the way.
package protocol VerbGroup: ParsableCommand {}

extension VerbGroup {
  /// Refuses a command line that names no verb.
  package mutating func run() throws {
    throw ValidationError("No verb was given: say what is to be done. Nothing was done.")
  }
}
