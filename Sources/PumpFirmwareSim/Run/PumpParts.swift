import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import SerialLink
import Telemetry

/// What a pump is made of but for its line: its card, its setup, and its noise.
struct PumpParts {
  let card: ImplantCard
  private let isNewCard: Bool
  private let cardPath: String
  private let state: String
  private let setup: PumpSetup
  private let randomness: Randomness

  /// The pump of a state and a card, which are made where they are missing.
  init(
    _ options: RunCommand, _ profile: ProfileFile, _ state: String, _ cardPath: String,
    _ seed: UInt64?
  ) throws {
    var randomness = Randomness(seed: seed)
    let known = try CardFile.read(cardPath)
    let card =
      try known.map { try Self.checked($0, profile, cardPath) }
      ?? Self.newCard(profile, state, &randomness)
    var setup = try profile.setup(for: card)
    setup.isImplanted = !options.notImplanted
    setup.hasBody = !options.noBody
    if let drugs = options.drugs {
      setup.device.drugs = try DrugTableFile.read(drugs, for: setup.device)
    }
    self.card = card
    isNewCard = known == nil
    self.cardPath = cardPath
    self.state = state
    self.setup = setup
    self.randomness = randomness
  }

  /// Opens the state, or makes it; writes the card where there was none.
  /// - Parameters:
  ///   - patient: Who is to be in the body.
  ///   - name: What the pump is called among several.
  func makeHost(
    _ options: RunCommand, patient: PatientChoice? = nil, name: String? = nil
  ) throws -> PumpHost {
    // Of several, the disk is waited for once, before anybody is told that they are ready.
    let waits = name == nil
    let opened = try StateFile.open(state, setup, waits: waits)
    let host = try PumpHost(
      setup, opened, clock: options.clock, randomness,
      keeping: name == nil ? EventJournal.usual : EventJournal.amongMany)
    let actual = card.with(keysOf: host.pump.firmware)
    if isNewCard {
      try CardFile.write(actual, to: cardPath, waits: waits)
    } else if let words = card.difference(from: actual) {
      StandardStreams.error("PumpFirmwareSim: \(cardPath): \(words)\n")
    }
    try admit(patient ?? options.patient, host, name, json: options.json)
    opened.file.waitsForDisk = true
    return host
  }

  /// Puts in who was asked for, and says of whoever is there what they are worth.
  private func admit(
    _ patient: PatientChoice?, _ host: PumpHost, _ pump: String?, json: Bool
  ) throws {
    if let patient, try !host.admit(patient) {
      let there = host.pump.world.body?.patient?.name ?? ""
      throw SimulatorError(
        .configuration,
        "\(state): \(there) is in the body of this pump, and nobody else can be; nothing was "
          + "changed. Leave out --patient, or use a new state file")
    }
    guard let name = host.pump.world.body?.patient?.name else { return }
    let report = PatientEventJSON(name, pump: pump)
    if json {
      StandardStreams.error(json: report.line)
    } else {
      let prefix = pump.map { "\($0): " } ?? ""
      StandardStreams.error("PumpFirmwareSim: \(prefix)\(report.words)\n")
    }
  }

  private static func checked(
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
  private static func newCard(
    _ profile: ProfileFile, _ state: String, _ randomness: inout Randomness
  ) throws -> ImplantCard {
    let serial = try StateFile.Header.read(state)?.serial.string
    return CardFile.make(model: profile.model, serial: serial, using: &randomness)
  }
}
