import PumpText
import Telemetry

/// The fields of any message, found by looking at the value itself.
enum FieldList {
  /// Names and values in the order of the declaration, parts of parts as `outer.inner`.
  static func of(_ value: Any, name: String = "") -> [(name: String, value: String)] {
    if let parts = places(of: value) {
      return parts.flatMap { of($0.value, name: join(name, $0.label)) }
    }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional {
      guard let inner = mirror.children.first else { return [(name, "none")] }
      return of(inner.value, name: name)
    }
    if let block = value as? AsconBlock { return [(name, block.hexadecimal)] }
    if let text = value as? any CustomStringConvertible {
      return [(name, "\(text)")]
    }
    if mirror.displayStyle == .enum {
      guard let payload = mirror.children.first else { return [(name, "\(value)")] }
      let inner = of(payload.value)
      return inner.count == 1 && inner[0].name.isEmpty
        ? [(name, "\(payload.label ?? "") \(inner[0].value)")] : inner.map { prefixed($0, name) }
    }
    let isCompound = mirror.displayStyle == .struct || mirror.displayStyle == .tuple
    guard isCompound, !mirror.children.isEmpty else {
      return [(name, "\(value)")]
    }
    return mirror.children.flatMap { child in
      of(child.value, name: join(name, child.label ?? ""))
    }
  }

  /// The parts of a value that keeps them in an array of fixed size, which no mirror shows.
  private static func places(of value: Any) -> [(label: String, value: Any)]? {
    switch value {
    // A key opens the pump for whoever reads it, here as well as in the archive.
    case let order as RotateKey:
      return [("role", order.role), ("key", "not shown"), ("notAfter", order.notAfter)]
    case let plan as DayPlan: return (0..<plan.count).map { ("step\($0 + 1)", plan[$0]) }
    case let page as LogPage:
      return [
        ("oldest", page.oldest), ("newest", page.newest), ("first", page.first),
        ("previousChain", page.previousChain),
      ] + (0..<page.count).map { ("entry\($0 + 1)", page[$0]) }
    default: return nil
    }
  }

  private static func prefixed(
    _ field: (name: String, value: String), _ name: String
  ) -> (name: String, value: String) {
    (join(name, field.name), field.value)
  }

  private static func join(_ outer: String, _ inner: String) -> String {
    // A quantity's own integer needs no name of its own.
    if inner == "rawValue" || inner == "bits" || inner.isEmpty { return outer }
    return outer.isEmpty ? inner : "\(outer).\(inner)"
  }
}
