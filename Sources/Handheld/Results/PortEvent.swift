import SerialLink

/// A port or pump that came, went or changed.
package struct PortEvent: Encodable {
  private let event: String
  private let port: PortJSON

  init(_ change: PortChange) {
    switch change {
    case .added(let port): (event, self.port) = ("added", PortJSON(port))
    case .removed(let port): (event, self.port) = ("removed", PortJSON(port))
    case .changed(let port): (event, self.port) = ("changed", PortJSON(port))
    }
  }

  /// A line of words.
  package var words: String { "\(event)  \(port.line)" }
}
