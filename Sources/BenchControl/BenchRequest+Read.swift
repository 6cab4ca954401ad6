import BadLink
import PumpWorld
import Quantities
import Telemetry

/// What came with a request, by the names of its method's table.
private struct Given {
  private var object: [String: BenchTree] = [:]
  private let method: BenchMethod

  /// Of parameters of a wrong kind, none count, and those it does not know are nobody's. Throws
  /// where the method could do without all of them: it would do something else than was asked.
  init(_ method: BenchMethod, _ parameters: BenchTree) throws(BenchFailure) {
    self.method = method
    let canDoWithout =
      !method.parameters.isEmpty && method.parameters.allSatisfy { $0.isOptional }
    guard case .object(let object) = parameters else {
      if parameters == .null || !canDoWithout { return }
      throw .wrongParameters("\(method.rawValue) takes its parameters by their names")
    }
    guard let wrong = BenchMethod.firstOfWrongKind(object) else {
      self.object = object
      return
    }
    if canDoWithout {
      throw .wrongParameters("\(wrong.name) is \(wrong.kind), and what was given is none")
    }
  }

  /// A number within the range of the method's table; `nil` when it is left out. Throws the words
  /// for one beyond it.
  func number(_ name: String, else words: String) throws(BenchFailure) -> Int128? {
    guard case .number(let value)? = object[name] else { return nil }
    for parameter in method.parameters where parameter.name == name {
      guard parameter.values.hold(value) else { throw .wrongParameters(words) }
    }
    return value
  }

  /// A number that has to be there.
  func needed(_ name: String, else words: String) throws(BenchFailure) -> UInt64 {
    guard let value = try number(name, else: words) else { throw .wrongParameters(words) }
    return UInt64(clamping: value)
  }

  func word(_ name: String) -> String? {
    guard case .text(let word)? = object[name] else { return nil }
    return word
  }
}

extension BenchMethod {
  /// The first parameter that any method knows and that is not of the kind that it has; `nil` when
  /// all are.
  fileprivate static func firstOfWrongKind(_ object: [String: BenchTree]) -> BenchParameter? {
    for method in allCases {
      for parameter in method.parameters {
        guard let value = object[parameter.name], value != .null else { continue }
        if !parameter.values.areOfTheKind(of: value) { return parameter }
      }
    }
    return nil
  }
}

extension BenchRequest {
  /// The request of a method with parameters; throws what is wrong with them, for a person.
  package init(_ method: BenchMethod, _ parameters: BenchTree) throws(BenchFailure) {
    let given = try Given(method, parameters)
    switch method {
    case .capture: self = .capture
    case .captureStart: self = .captureStart(path: try Self.path(given, method))
    case .captureStop: self = .captureStop
    case .faults: self = .faults
    case .link: self = .link
    case .quit: self = .quit
    case .reconcile: self = .reconcile
    case .rinse: self = .rinse
    case .truth: self = .truth
    case .usb: self = .usb
    case .usbPlug: self = .usbPlug
    case .usbUnplug: self = .usbUnplug
    case .advance:
      let words = "advance takes milliseconds, up to 100 years of therapy in all"
      let end = try Self.end(given)
      let length = Milliseconds(rawValue: try given.needed("milliseconds", else: words))
      self = .advance(length, until: end)
    case .events: self = .events(since: try Self.since(given, method))
    case .follow: self = .follow(since: try Self.since(given, method))
    case .withdraw:
      let words = "withdraw takes nanolitres, 1 to \(Self.mostVolume)"
      self = .withdraw(Nanolitres(rawValue: try given.needed("nanolitres", else: words)))
    case .fill: self = try Self.fill(given)
    case .power:
      guard let state = given.word("state").flatMap({ PowerSwitch(rawValue: $0) }) else {
        throw .wrongParameters("power takes state: \(method.choices(of: "state"))")
      }
      self = .power(state)
    case .head:
      guard let place = given.word("state").flatMap({ HeadPlace(name: $0) }) else {
        throw .wrongParameters("head takes state: \(method.choices(of: "state"))")
      }
      self = .head(place)
    case .fault: self = try Self.fault(given)
    case .clear:
      self = .clear(given.word("unit") == "all" ? nil : try Self.unit(given, method))
    case .crash: self = try Self.crash(given)
    case .explant: self = .explant(path: try Self.possiblePath(given, method))
    case .implant:
      let words = "implant takes nanolitres of a new catheter, 1 to \(Self.longestCatheter)"
      let catheter = try given.number("nanolitres", else: words)
      let cell = try given.number(
        "tip_cell", else: "implant takes the cell of the tip, 0 to \(Self.lowestCell)")
      self = .implant(
        path: try Self.possiblePath(given, method),
        newCatheter: catheter.map { Nanolitres(rawValue: UInt64(clamping: $0)) },
        tipCell: cell.map { UInt32(clamping: $0) })
    case .inject:
      let words = "inject takes nanograms, 1 to \(Self.mostDrug)"
      let drug = try Self.drug(given, method)
      let nanograms = try given.needed("nanograms", else: words)
      self = .inject(Picograms(rawValue: nanograms * 1000), drug)
    case .patient:
      let words = "patient takes days of the diary, 1 to \(Self.mostDays)"
      let days = try given.number("days", else: words) ?? 0
      self = .patient(days: UInt32(clamping: days))
    case .snapshot: self = .snapshot(path: try Self.path(given, method))
    case .restore: self = .restore(path: try Self.path(given, method))
    case .linkClear: self = .linkClear(try Self.direction(given))
    case .linkSet: self = try Self.linkSet(given)
    }
  }

  private static func end(_ given: Given) throws(BenchFailure) -> AdvanceEnd? {
    let alarm = try alarm(given)
    let latest = longest / 1000
    let second = try given.number("at_s", else: "at_s is 0 to \(latest), 100 years")
    let moment = try given.number("at_ms", else: "at_ms is 0 to \(longest), 100 years")
    guard let word = given.word("until") else {
      if alarm == nil, second == nil, moment == nil { return nil }
      throw .wrongParameters("alarm, at_s and at_ms say more of an until, and there is none")
    }
    guard let kind = AdvanceEnd.Kind(rawValue: word) else {
      throw .wrongParameters("advance goes until \(BenchMethod.advance.choices(of: "until"))")
    }
    guard (kind == .clock) == (second != nil), (kind == .therapyTime) == (moment != nil),
      kind == .alarm || alarm == nil
    else {
      throw .wrongParameters(
        "until clock takes at_s, until therapy-time takes at_ms, and until alarm may take alarm; "
          + "what is left takes none of them")
    }
    switch kind {
    case .alarm: return .alarm(alarm)
    case .bolusEnd: return .bolusEnd
    case .clock: return .clock(second: UInt64(clamping: second ?? 0))
    case .empty: return .empty
    case .nextStep: return .nextStep
    case .patientCalls: return .patientCalls
    case .therapyTime: return .therapyTime(TherapyTime(rawValue: UInt64(clamping: moment ?? 0)))
    }
  }

  private static func alarm(_ given: Given) throws(BenchFailure) -> Alarm? {
    guard let name = given.word("alarm") else { return nil }
    guard let alarm = Alarm(benchName: name) else {
      throw .wrongParameters("alarm is \(BenchMethod.advance.choices(of: "alarm"))")
    }
    return alarm
  }

  private static func since(
    _ given: Given, _ method: BenchMethod
  ) throws(BenchFailure) -> UInt64 {
    let words = "\(method.rawValue) takes since, the number of an event"
    return UInt64(clamping: try given.number("since", else: words) ?? 0)
  }

  private static func fill(_ given: Given) throws(BenchFailure) -> BenchRequest {
    let words =
      "fill takes nanolitres, 1 to \(mostVolume), and mcg_per_ml, 0 (drug-free) to "
      + "\(Concentration.maximum)"
    let drug = try drug(given, .fill)
    let volume = try given.needed("nanolitres", else: words)
    let strength = try given.needed("mcg_per_ml", else: words)
    return .fill(
      Nanolitres(rawValue: volume),
      Concentration(microgramsPerMillilitre: UInt32(clamping: strength)), drug)
  }

  private static func drug(
    _ given: Given, _ method: BenchMethod
  ) throws(BenchFailure) -> DrugCode {
    guard let name = given.word("drug") else { return .baclofen }
    guard let drug = DrugCode(benchName: name) else {
      throw .wrongParameters("drug is \(method.choices(of: "drug"))")
    }
    return drug
  }

  private static func unit(
    _ given: Given, _ method: BenchMethod
  ) throws(BenchFailure) -> FaultUnit {
    guard let unit = given.word("unit").flatMap({ FaultUnit(name: $0) }) else {
      throw .wrongParameters("\(method.rawValue) takes unit: \(method.choices(of: "unit"))")
    }
    return unit
  }

  private static func fault(_ given: Given) throws(BenchFailure) -> BenchRequest {
    let unit = try unit(given, .fault)
    guard let kind = given.word("kind").flatMap({ FaultKind(name: $0) }) else {
      throw .wrongParameters("fault takes kind: \(BenchMethod.fault.choices(of: "kind"))")
    }
    let words = "a fault lasts 1 ms to 100 years"
    let length = try given.number("milliseconds", else: words)
    let value = try given.number("value", else: "value is a whole number of 64 bits")
    return .fault(
      unit, kind, value: value.map { Int64(clamping: $0) },
      length: length.map { Milliseconds(rawValue: UInt64(clamping: $0)) })
  }

  private static func crash(_ given: Given) throws(BenchFailure) -> BenchRequest {
    if given.word("point") == "none" { return .crash(nil) }
    guard let place = given.word("point").flatMap({ CrashPlace(rawValue: $0) }) else {
      throw .wrongParameters("crash takes point: \(BenchMethod.crash.choices(of: "point"))")
    }
    guard let kind = ArmedCrash.Kind(rawValue: given.word("state") ?? "cycle") else {
      throw .wrongParameters("crash takes state: \(BenchMethod.crash.choices(of: "state"))")
    }
    let count = try given.number("count", else: "crash takes count, 1 or more") ?? 1
    return .crash(ArmedCrash(place: place, kind: kind, count: UInt32(clamping: count)))
  }

  private static func path(
    _ given: Given, _ method: BenchMethod
  ) throws(BenchFailure) -> String {
    guard let path = given.word("path"), path.utf8.first == UInt8(ascii: "/") else {
      throw .wrongParameters("\(method.rawValue) takes path, an absolute one")
    }
    return path
  }

  private static func possiblePath(
    _ given: Given, _ method: BenchMethod
  ) throws(BenchFailure) -> String? {
    given.word("path") == nil ? nil : try path(given, method)
  }

  private static func direction(_ given: Given) throws(BenchFailure) -> LinkDirection {
    guard let way = LinkDirection(rawValue: given.word("direction") ?? "both") else {
      throw .wrongParameters("direction is \(BenchMethod.linkSet.choices(of: "direction"))")
    }
    return way
  }

  private static func linkSet(_ given: Given) throws(BenchFailure) -> BenchRequest {
    let way = try direction(given)
    var settings: [LinkSetting] = []
    for chance in LinkChance.allCases {
      let words = "\(chance.name) is 0 to \(Chance.whole), which is every time"
      guard let ppm = try given.number(chance.name, else: words),
        let value = Chance(partsPerMillion: UInt32(clamping: ppm))
      else { continue }
      settings.append(.chance(chance, value))
    }
    for length in LinkLength.allCases {
      let words = "\(length.name) is 0 to \(LinkFaults.longest.rawValue), an hour"
      if let value = try given.number(length.name, else: words) {
        settings.append(.length(length, Milliseconds(rawValue: UInt64(clamping: value))))
      }
    }
    let bytes = "\(LinkSetting.burstKey) is 1 to \(LinkFaults.longestBurst)"
    if let value = try given.number(LinkSetting.burstKey, else: bytes) {
      settings.append(.burst(bytes: Int(clamping: value)))
    }
    let speeds = PacedLink<PerfectLink>.speeds
    let speed =
      "\(LinkSetting.baudKey) is \(speeds.lowerBound) to \(speeds.upperBound), or 0 for as fast as"
      + " can be"
    if let value = try given.number(LinkSetting.baudKey, else: speed).map({ UInt32(clamping: $0) })
    {
      settings.append(.baud(value == 0 ? nil : value))
    }
    let seed = try given.number("seed", else: "seed is a whole number of 64 bits")
    guard !settings.isEmpty || seed != nil else {
      throw .wrongParameters("link_set takes at least one fault, for example loss_ppm")
    }
    return .linkSet(way, seed: seed.map { UInt64(clamping: $0) }, settings)
  }
}
