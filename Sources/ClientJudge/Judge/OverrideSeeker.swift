import Quantities
import Telemetry

/// Looks whether a request says that somebody confirmed going beyond a soft limit, by the names
/// that the specification has for that, so that no request can be forgotten here.
struct OverrideSeeker: FieldVisitor {
  private var isFound = false

  /// Whether a request says so.
  static func finds(in request: Request) -> Bool {
    var seeker = OverrideSeeker()
    request.visit(&seeker)
    return seeker.isFound
  }

  mutating func flag(_ name: StaticString, _ value: Bool) {
    guard value else { return }
    let text = "\(name)"
    if text == "overridesSoftLimits" || text == "acceptsDiscrepancy" { isFound = true }
  }

  func number(_ name: StaticString, value: UInt64?) {}
  func choice(_ name: StaticString, _ value: StaticString?) {}
  func text<let capacity: Int>(_ name: StaticString, _ value: ShortText<capacity>) {}
  func block(_ name: StaticString, _ value: AsconBlock) {}
  func secret(_ name: StaticString) {}
  func nothing(_ name: StaticString) {}
  func enter(_ name: StaticString, _ number: Int?) {}
  func leave() {}
}
