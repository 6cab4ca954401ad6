import BoardClient
import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import SerialLink
import Telemetry

/// The pump that somebody wants to run: its profile and what is around it.
package struct PumpWanted {
  /// The profile: a file, or the name of a built-in one.
  package var profile = "adult-40ml"
  /// The drugs it takes, as a file of a drug library; `nil` for baclofen alone.
  package var drugs: String?
  /// How therapy time follows real time.
  var clock = ClockMode.manual
  /// What a new card's keys and the pump's noise are drawn from; `nil` for the system's source.
  package var seed: UInt64?
  /// Whether a new pump begins in its body, and whether there is one.
  package var isImplanted = true
  package var hasBody = true
  /// Who is to be in the body.
  var patient: PatientChoice?

  /// The built-in adult pump, whose time stands until the bench advances it.
  package init() {}

  /// Takes up a clock and a patient as they are typed. Throws what is wrong with one.
  package mutating func choose(clock: String?, patient: String?) throws {
    if let clock {
      guard let mode = ClockMode(argument: clock) else {
        throw SimulatorError(.data, "“\(clock)” is no clock; it is real, manual or a factor")
      }
      self.clock = mode
    }
    if let patient {
      guard let choice = PatientChoice(argument: patient) else {
        throw SimulatorError(
          .data,
          "“\(patient)” is nobody; it is a kind, or kind:seed, and the kinds are "
            + PatientChoice.allValueStrings.joined(separator: ", "))
      }
      self.patient = choice
    }
  }

  /// The model that a profile names. Throws what is wrong with the profile.
  package static func model(ofProfile name: String) throws -> String {
    try ProfileFile.load(name).model
  }

  /// What a pump is made of, once all that can be wrong with it was looked at and before any file
  /// is made.
  struct Prepared {
    fileprivate let wanted: PumpWanted
    fileprivate let setup: PumpSetup
    fileprivate let known: ImplantCard?
    let card: ImplantCard
    fileprivate let cardPath: String
    fileprivate let state: String
    fileprivate let randomness: Randomness
  }

  /// Reads what there is of the pump. Throws what is wrong with it; no file is made.
  func prepare(state: String, card cardPath: String) throws -> Prepared {
    try prepare(ProfileFile.load(profile), state: state, card: cardPath)
  }

  /// The same with a profile that was read, for whoever wants many pumps of it.
  func prepare(
    _ profile: ProfileFile, state: String, card cardPath: String
  ) throws -> Prepared {
    var randomness = Randomness(seed: seed)
    let known = try CardFile.read(cardPath)
    let card =
      try known.map { try checked($0, profile, cardPath) }
      ?? newCard(profile, state, &randomness)
    var setup = try profile.setup(for: card)
    setup.isImplanted = isImplanted
    setup.hasBody = hasBody
    if let drugs { setup.device.drugs = try DrugTableFile.read(drugs, for: setup.device) }
    return Prepared(
      wanted: self, setup: setup, known: known, card: card, cardPath: cardPath, state: state,
      randomness: randomness)
  }

  private func checked(
    _ card: ImplantCard, _ profile: ProfileFile, _ path: String
  ) throws -> ImplantCard {
    guard card.model == profile.model else {
      throw SimulatorError(
        .configuration,
        "\(path): the card is for a \(card.model), and the profile is of a \(profile.model)")
    }
    return card
  }

  /// A card for a pump that has none: of the pump the state belongs to, or of a new one.
  private func newCard(
    _ profile: ProfileFile, _ state: String, _ randomness: inout Randomness
  ) throws -> ImplantCard {
    let serial = try StateFile.Header.read(state)?.serial.string
    return CardFile.make(model: profile.model, serial: serial, using: &randomness)
  }
}

extension PumpWanted.Prepared {
  /// Opens or makes the pump's files and switches the pump on, with who was asked for in its body.
  /// - Parameters:
  ///   - events: How many events are kept for a bench that asks later.
  ///   - waits: Whether the disk is waited for meanwhile; else whoever starts many waits once.
  ///   - isLasting: Whether the pump outlives its process; false for that of a script.
  ///   - twin: A board that does all that the pump does, in step with it.
  ///   - realTime: Real time in ms.
  ///   - tell: Takes a sentence about a card whose keys are not the pump's any more.
  func switchOn(
    keeping events: Int = EventJournal.usual, waits: Bool = true, isLasting: Bool = true,
    twin: BoardTwin? = nil,
    realTime: @escaping () -> UInt64 = MonotonicClock.milliseconds,
    tell: (String) -> Void
  ) throws -> PumpHost {
    let opened = try StateFile.open(state, setup, isLasting: isLasting, waits: waits)
    let host = try PumpHost(
      setup, opened, clock: wanted.clock, randomness, keeping: events, twin: twin,
      realTime: realTime)
    let actual = card.with(keysOf: host.pump.firmware)
    if known == nil {
      try CardFile.write(actual, to: cardPath, waits: isLasting && waits)
    } else if let words = card.difference(from: actual) {
      tell("\(cardPath): \(words)")
    }
    if let patient = wanted.patient, try !host.admit(patient) {
      let there = host.pump.world.body?.patient?.name ?? ""
      throw SimulatorError(
        .configuration,
        "\(state): \(there) is in the body of this pump, and nobody else can be; nothing was "
          + "changed. Leave out --patient, or use a new state file")
    }
    opened.file.beginWaiting()
    return host
  }
}
