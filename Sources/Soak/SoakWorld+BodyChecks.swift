import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// What a body has from the pumps it had before, by their own accounts.
struct BodyBefore {
  /// What came out of their tips.
  var infused = Nanolitres.zero
  /// What there was of each drug.
  var drugs: [DrugCode: Drug] = [:]
  /// How much older the patient is than the pump's time, in ms.
  var lead: Int128 = 0

  /// What there was of a drug.
  struct Drug {
    /// What came out of their tips.
    var infused = Picograms.zero
    /// What was in catheters that parted from them, and in those that joined them, in pg.
    var parted: Int128 = 0
    var joined: Int128 = 0
  }

  /// The liquid that came out of their tips, of which only one drug counts.
  func infused(of drug: DrugCode) -> Liquid {
    Liquid(volume: infused, drug: drugs[drug]?.infused ?? .zero)
  }

  /// Adds what another pump did of a drug.
  mutating func add(_ drug: DrugCode, of truth: Truth) {
    var own = drugs[drug] ?? Drug()
    own.infused += truth.patient.drug
    own.parted += Int128(truth.parted.drug.rawValue)
    own.joined += Int128(truth.joined.drug.rawValue)
    drugs[drug] = own
  }
}

/// What the body has, against what pumps and needles gave it.
extension SoakWorld {
  /// The body has what the pump gave it and what was injected; and what parted from the pump with a
  /// catheter lies in it still, joined the pump again, or left with that catheter.
  func checkBody(_ truth: Truth) throws(SoakFailure) {
    guard let before = checks.body else {
      return try expect(pump.bodyAccounts == nil, .balance, "a body that another pump has")
    }
    guard let body = pump.bodyAccounts else { throw fail(.balance, "the body is gone") }
    let isIn = pump.isImplanted
    try checkBody(body, pump.sinceImplant, truth, before, of: .baclofen)
    if let got = body.given, let time = body.time {
      let given = truth.patient + before.infused(of: .baclofen)
      let injected = checks.injected[.baclofen] ?? 0
      try expect(
        Int128(got.rawValue), Int128(given.drug.rawValue) + injected,
        .balance, "pg that reached who is in the body")
      try expect(
        Int128(time.rawValue), Int128(truth.therapyTime.rawValue) + before.lead, .balance,
        "the patient's time")
    }
    try expect(body.catheter == nil, isIn, .balance, "a catheter that leads to no pump")
  }

  private func checkBody(
    _ body: BodyAccounts, _ since: Liquid, _ truth: Truth, _ before: BodyBefore, of drug: DrugCode
  ) throws(SoakFailure) {
    let name = named(drug)
    try expect(
      body.infused + since, truth.patient + before.infused(of: drug), .balance,
      "what the body got of \(name) from its pumps")
    try expect(
      Int128(body.injected.rawValue), checks.injected[drug] ?? 0, .balance,
      "pg of \(name) injected")
    let kept = body.removed + (body.catheter ?? .zero)
    let own = before.drugs[drug] ?? BodyBefore.Drug()
    try expect(
      Int128(truth.parted.drug.rawValue) + own.parted,
      Int128((kept + truth.joined.drug).rawValue) + own.joined, .balance, "\(name) in catheters")
  }

  /// Of another drug nothing is made or lost either, and every volume is that of baclofen's liquid.
  func checkOther(_ other: OtherDrug, _ truth: Truth) throws(SoakFailure) {
    let own = other.plant.truth
    try checkFlow(own)
    if let before = checks.body {
      guard let body = other.bodyAccounts else {
        throw fail(.balance, "the body of a drug is gone")
      }
      let since = other.plant.isImplanted ? other.plant.sinceImplant : .none
      try checkBody(body, since, own, before, of: other.drug)
    }
    var all = truth
    all.addDrug(of: own)
    var same = own
    same.addDrug(of: truth)
    try expect(same, all, .balance, "what is beside the drug")
  }
}
