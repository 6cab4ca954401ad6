package import Clinic
import Quantities

extension DoseChange {
  /// Such as `+10 %`, `-0.5 %` or `from nothing`.
  package var words: String {
    guard let tenths else { return "from nothing" }
    return (tenths > 0 ? "+" : tenths < 0 ? "-" : "") + size
  }

  /// How large it is, whichever its direction, such as `10 %`.
  package var size: String {
    guard let tenths else { return "" }
    let fraction = tenths.magnitude % 10
    return "\(tenths.magnitude / 10)\(fraction == 0 ? "" : ".\(fraction)") %"
  }

  /// How many times as much it will be, such as `x41.7`; `nil` below double, where percent say it.
  package var times: String? {
    guard before > 0, after / before >= 2 else { return nil }
    let tenths = Rounded.ratio(after, times: 10, by: before)
    return "x\(tenths / 10)" + (tenths % 10 == 0 ? "" : ".\(tenths % 10)")
  }
}
