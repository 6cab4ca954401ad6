import ArgumentParser
import Clinic
import Telemetry

/// Which part of the path is primed, as an argument.
enum PrimedPathName: String, CaseIterable, ExpressibleByArgument {
  case whole
  case catheter

  var path: PrimedPath { self == .whole ? .wholePath : .catheter }
}

/// `programmer prime`.
struct PrimeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prime",
    abstract: "Fill the fluid path fast with what is in the reservoir.",
    discussion: """
      whole: pump tubing and catheter, for a new system that holds no drug yet. catheter: the \
      catheter only, for a pump that was primed before. Basal infusion waits until the prime has \
      ended, and the drug of the prime counts as no therapy. A prime of the wrong part gives an \
      overdose or leaves the patient without drug.

      Example: programmer prime catheter
      """)

  @Argument(help: "What is primed.")
  var path: PrimedPathName

  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var port: PortOptions

  func run() throws { try Verb.order(.prime(path.path), port, try consent.given(change)) }
}
