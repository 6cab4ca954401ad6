import BenchControl
import BenchText
import PumpText
import PumpWorld
import Quantities

extension FaultAnswer {
  /// What a unit has now; `nil` when nothing.
  init?(active unit: FaultUnit, in world: World) {
    guard let fault = world.fault(of: unit) else { return nil }
    self.init()
    self.unit = unit.name
    kind = fault.kind.name
    value = fault.kind == .stall ? nil : fault.value
    until_s = world.end(of: unit)?.seconds
  }

  /// The fault for people.
  var words: String {
    var text = "\(unit) \(kind)"
    if let value, let unit = FaultUnit(name: unit), let kind = FaultKind(name: kind),
      let parameter = FaultParameter.of(unit, kind)
    {
      text += " \(FaultValue.words(value, parameter.measure))"
    }
    if let until_s { text += " until \(QuantityWords.duration(.seconds(until_s)))" }
    return text
  }
}
