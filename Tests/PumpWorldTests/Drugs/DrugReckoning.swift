import PumpPlant
import Quantities
import Telemetry

/// What is where of each drug, told nanolitre by nanolitre and independently of the plant: a
/// reservoir that mixes, and a path in which each nanolitre keeps what it was filled with.
struct DrugReckoning {
  /// Picograms of baclofen, morphine and ziconotide.
  typealias Amounts = SIMD4<UInt64>

  static let residual: UInt64 = 300
  static let tubing = 40
  static let stroke: UInt64 = 7

  /// What the reservoir held when it was mixed last, and how much has left it since.
  private var volume: UInt64
  private var mixed: Amounts
  private var taken: UInt64 = 0
  private var isRinsed = false
  /// The nanolitres of the path, that at the tip first; of the tubing alone outside of a body.
  var path: [Amounts]
  /// Those of the body's catheter while it leads to no pump.
  var catheter: [Amounts]?
  var isDisconnected = false
  /// What contents are by a fault, in mcg/mL of baclofen.
  var wrong: UInt64?

  var filled: Amounts
  var withdrawn = Amounts()
  var replaced = Amounts()
  var pumped = Amounts()
  var patient = Amounts()
  var leaked = Amounts()
  var spilled = Amounts()
  var removed = Amounts()
  var injected = Amounts()

  static func amounts(_ drug: DrugCode, _ amount: UInt64) -> Amounts {
    var all = Amounts()
    all[Int(drug.rawValue) - 1] = amount
    return all
  }

  init(fill: UInt64, strength: UInt64, catheter: Int) {
    volume = fill + Self.residual
    mixed = Self.amounts(.baclofen, volume * strength)
    filled = mixed
    path = Array(repeating: Self.amounts(.baclofen, strength), count: Self.tubing + catheter)
  }

  /// Above the residual.
  var usable: UInt64 { volume - taken - Self.residual }

  /// What is in the reservoir with its residual.
  var left: Amounts { mixed &- due(taken) }

  private func due(_ count: UInt64) -> Amounts {
    volume == 0 ? Amounts() : mixed &* Amounts(repeating: count) / Amounts(repeating: volume)
  }

  private mutating func takeOne() -> Amounts {
    defer { taken += 1 }
    return due(taken + 1) &- due(taken)
  }

  private mutating func mix(_ all: Amounts, _ volume: UInt64) {
    mixed = all
    self.volume = volume
    taken = 0
  }

  mutating func withdraw(_ count: UInt64) -> Amounts {
    var came = Amounts()
    for _ in 0..<min(count, usable) { came &+= takeOne() }
    withdrawn &+= came
    return came
  }

  mutating func rinse() -> Amounts {
    let came = left
    withdrawn &+= came
    mix(Amounts(), Self.residual)
    isRinsed = true
    return came
  }

  mutating func fill(_ count: UInt64, _ drug: DrugCode, _ strength: UInt64) {
    guard count > 0 else { return }
    let all = isRinsed ? count + Self.residual : count
    let added = Self.amounts(wrong == nil ? drug : .baclofen, all * (wrong ?? strength))
    filled &+= added
    mix(left &+ added, isRinsed ? all : volume - taken + count)
    isRinsed = false
  }

  mutating func makeWrong(_ strength: UInt64) {
    replaced &+= left
    wrong = strength
    isRinsed = false
    let all = volume - taken
    let new = Self.amounts(.baclofen, all * strength)
    filled &+= new
    mix(new, all)
  }

  mutating func pump(_ strokes: UInt64) {
    for _ in 0..<min(strokes * Self.stroke, usable) {
      let one = takeOne()
      pumped &+= one
      if catheter == nil, isDisconnected {
        leaked &+= one
        continue
      }
      path.append(one)
      let out = path.removeFirst()
      if catheter == nil { patient &+= out } else { spilled &+= out }
    }
  }

  mutating func explant() {
    let length = path.count - Self.tubing
    catheter = Array(path.prefix(length))
    path.removeFirst(length)
  }

  mutating func implant(new length: Int?) {
    if let length, let old = catheter {
      removed &+= old.reduce(Amounts(), &+)
      catheter = Array(repeating: Amounts(), count: length)
    }
    path = (catheter ?? []) + path
    catheter = nil
  }
}
