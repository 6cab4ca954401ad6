import Quantities

/// A piece of a captured conversation.
package struct CapturedPiece: Sendable {
  /// Who sent it, when the capture says so.
  package enum Direction: String, CaseIterable, Sendable {
    case toPump = "to_pump"
    case fromPump = "from_pump"
    case unknown
  }

  /// Who sent it.
  package let direction: Direction
  /// Milliseconds since the capture began, when it says so.
  package let milliseconds: UInt64?
  /// Its bytes, which may be a part of a frame or several.
  package let bytes: [UInt8]

  /// What the capture says about it, such as what a bench did to it.
  package let comments: [String]

  /// A piece of its parts.
  package init(
    direction: Direction, milliseconds: UInt64?, bytes: [UInt8], comments: [String] = []
  ) {
    self.direction = direction
    self.milliseconds = milliseconds
    self.bytes = bytes
    self.comments = comments
  }
}
