@testable import PumpText

extension Face {
  /// Says the name of a step, so that a test sees where one is.
  static let plain = Face { "<" + String(describing: $0) + ">" }
}

extension FaceText {
  func contains(_ words: String) -> Bool { text(.plain).contains(words) }
  var count: Int { text(.plain).count }
  var isEmpty: Bool { text(.plain).isEmpty }
}

extension QuantityError {
  var description: String { words(.plain) }
}
