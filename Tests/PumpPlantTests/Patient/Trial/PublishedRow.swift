import Foundation

/// A published result, and what the model gives for it.
struct PublishedRow {
  enum Value {
    /// One number.
    case number(Double)
    /// Anything from one number to another.
    case range(Double, Double)
  }

  enum Verdict: String { case good, fair, poor }

  var what: String
  var source: String
  /// Whether it was kept out of the fitting.
  var isKept: Bool
  /// As it was published.
  var published: String
  /// What the deviation is taken of; of a score it is the drop.
  var value: Value
  /// The same of the model.
  var model: Double
  /// What the model gives, as the published result is written.
  var shown: String

  /// The share by which the model is off; from the nearer end of a range.
  var deviation: Double {
    switch value {
    case .number(let number): abs(model - number) / number
    case .range(let least, let most):
      model < least ? (least - model) / least : model > most ? (model - most) / most : 0
    }
  }

  var verdict: Verdict { deviation <= 0.1 ? .good : deviation <= 0.3 ? .fair : .poor }

  var line: String {
    let percent = String(format: "%.0f %%", deviation * 100)
    return "| \(what) | \(published) | \(shown) | \(percent) | \(verdict.rawValue) "
      + "| \(isKept ? "kept out" : "fitted") | \(source) |\n"
  }

  /// A score that falls: the deviation is that of the drop.
  static func drop(
    _ what: String, _ source: String, kept: Bool, from: Double, to: Double, before: Double,
    after: Double, shift: Double = 0
  ) -> PublishedRow {
    let text = { (high: Double, low: Double) in String(format: "%.1f → %.1f", high, low) }
    return PublishedRow(
      what: what, source: source, isKept: kept, published: text(from, to),
      value: .number(from - to), model: before - after,
      shown: text(before + shift, after + shift))
  }
}
