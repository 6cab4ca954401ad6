import ArgumentParser
import Clinic
import ClinicText
import CommandEntry
import Console
import Handheld
import PumpText
import SerialLink
import YamlFiles

/// Where the pump is.
struct PortOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The port: \(PortAddress.forms) ($PUMPLINK_PORT).",
      valueName: "port"), completion: .port)
  var port: String?

  @Option(
    help: ArgumentHelp("The implant card ($PUMPLINK_CARD).", valueName: "file"), completion: .file()
  )
  var card: String?

  @Flag(help: "Print the result as one JSON object.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Append all bytes sent and received to a file, as pcapng; - is standard output.",
      discussion: """
        What is printed goes to standard error then. A name that ends in .txt is written as lines \
        of text.
        """,
      valueName: "file"),
    completion: .file())
  var capture: String?

  @Option(
    help: ArgumentHelp(
      "Append the session's keys to a file ($PUMPLINK_KEYLOG): with it a capture can be read.",
      discussion: KeyLogHelp.discussion, valueName: "file"),
    completion: .file())
  var keylog: String?

  @Option(
    help: ArgumentHelp(
      "What is known of drugs ($PUMPLINK_DRUGS); else what is built in.", valueName: "file.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var drugs: String?

  @Option(
    help: ArgumentHelp(
      "Wait so long for a port or pump that is not there yet, such as \"30 s\".",
      valueName: "time"))
  var wait: String?

  @Option(
    help: ArgumentHelp(
      "Wait so long for each answer; otherwise 0.5 s.", valueName: "time"))
  var timeout: String?

  @Option(
    help: ArgumentHelp(
      "Send a request that changes nothing so often in all; otherwise 3 times. Orders are never "
        + "repeated.", valueName: "number"))
  var tries: Int?

  @Flag(help: "Tell each frame on stderr as it goes, by its name.")
  var verbose = false

  @Option(
    help: ArgumentHelp("Append each frame, with its name, to a file.", valueName: "file"),
    completion: .file())
  var trace: String?

  // No group of their own: in a debug build each level of groups makes parsing four times as slow.
  @Option(
    help: ArgumentHelp(
      "The archive of visits ($PUMPLINK_ARCHIVE; else pumplink/archive.sqlite under XDG data).",
      valueName: "file"), completion: .file())
  var archive: String?

  @Flag(
    help: ArgumentHelp(
      "Record nothing. If this programmer is killed, nobody will know of an order it gave."))
  var noArchive = false

  @Option(help: ArgumentHelp(visibility: .hidden))
  var crashAt: String?

  func validate() throws {
    // Where there is somebody to ask and something to choose, that is done when all else is right.
    if named != nil || PumpPicker() == nil { _ = try address() }
    _ = try armedCrash()
    _ = try wishes()
    if noArchive && archive != nil {
      throw ValidationError("--archive and --no-archive exclude each other. Nothing was sent.")
    }
  }

  /// Where the archive is: the flag before the environment; `nil` when there is to be none.
  var archivePath: String? {
    if noArchive { return nil }
    return Archive.path(archive, named: Settings.value(named:))
  }

  /// What is wanted of the line.
  func wishes() throws -> LineWishes {
    try ArgumentText.read { () throws(QuantityError) in
      var wishes = try LineWishes(wait: wait, answer: timeout, tries: tries)
      wishes.isTold = verbose
      wishes.trace = trace
      return wishes
    }
  }

  /// Where this programmer is to die, for a test.
  func armedCrash() throws -> ProgrammerCrashPoint.Armed? {
    guard let crashAt else { return nil }
    return try ArgumentText.read { () throws(QuantityError) in
      try ProgrammerCrashPoint.Armed(crashAt)
    }
  }

  /// The port that was named; `nil` for none.
  var named: String? {
    let text = port ?? Settings.value(.port)
    return text?.isEmpty == false ? text : nil
  }

  /// The port to use.
  func address() throws -> PortAddress {
    guard let text = named else {
      throw ValidationError(
        "Give --port (or set PUMPLINK_PORT). `programmer ports` lists the ports there are.")
    }
    return try Self.address(text)
  }

  /// The same options with a port: where none was named, that which a person chooses, and the card
  /// of the pump there unless another was named.
  func settled() throws -> PortOptions {
    var options = self
    guard named == nil else { return options }
    guard let picker = PumpPicker() else {
      _ = try address()
      return options
    }
    let choice = try picker.pick()
    options.port = choice.port
    options.card = card ?? Settings.value(.card) ?? choice.card
    return options
  }

  /// The port that a text names.
  static func address(_ text: String) throws -> PortAddress {
    do throws(SerialError) {
      return try PortAddress(text)
    } catch {
      throw ValidationError("“\(text.shown)” is no port: \(error.reason). Nothing was sent.")
    }
  }

  /// The card to use: the flag before the environment.
  func cardPath() throws -> String {
    let path = card ?? Settings.value(.card)
    guard let path, !path.isEmpty else {
      throw ValidationError("Give --card (or set PUMPLINK_CARD), the pump's implant card.")
    }
    return path
  }
}

/// How a change of therapy is confirmed.
struct ChangeOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Answer the question with yes.")
  var yes = false

  /// The yes that it is, for the archive; `nil` when nobody gave one.
  var given: Yes? { yes ? Yes(by: "option --yes") : nil }

  /// All that the command line says about consent to what needs no more than a yes.
  var consent: GivenConsent { GivenConsent(yes: given) }
}

/// What a clinician may add to an order that goes beyond the drug profile.
struct LimitOptions: ParsableArguments {
  @Flag(help: "Confirm going beyond the soft limits of the drug profile.")
  var overrideSoftLimits = false
}

/// The second consent, to a step that is beyond the drug profile's largest.
struct ConsentOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Confirm a step that a yes cannot: the most that any 24 h will hold, as the preview prints "
        + "it, for example \"995 mcg\".", valueName: "total"))
  var confirmTotal: [String] = []

  func validate() throws { _ = try total() }

  /// The total in ng; `nil` when none was given.
  private func total() throws -> UInt32? {
    guard !confirmTotal.isEmpty else { return nil }
    return try ArgumentText.read { () throws(QuantityError) in
      let total = try QuantityText.nanograms(confirmTotal.joined(separator: " "))
      guard total > 0 else {
        throw QuantityError("a total of nothing confirms nothing; write it as the preview does")
      }
      return total
    }
  }

  /// All that the command line says about consent.
  func given(_ change: ChangeOptions) throws -> GivenConsent { try given(yes: change.given) }

  /// All that the command line says about consent, with a yes that some other option is.
  func given(yes: Yes?) throws -> GivenConsent {
    GivenConsent(
      yes: yes,
      total: try total().map { GivenConsent.Total($0, by: "option --confirm-total") })
  }
}

extension Indication: ExpressibleByArgument {}

/// Which rules of titration a change of the dose is held against.
struct TitrationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the patient is treated for, to warn of unusual steps of the dose "
        + "($PUMPLINK_INDICATION).", valueName: "indication"))
  var indication: Indication?

  func validate() throws { _ = try chosen() }

  /// The indication to use: the flag before the environment.
  func chosen() throws -> Indication? {
    if let indication { return indication }
    let text = Settings.value(.indication) ?? ""
    if text.isEmpty { return nil }
    do throws(QuantityError) {
      return try Indication(named: text)
    } catch {
      throw ValidationError(
        "\(Setting.indication.variable) is \(error.words(.commandLine)). Nothing was sent.")
    }
  }
}
