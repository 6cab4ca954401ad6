/// A port that a pump could be on.
package struct PortInfo: Equatable, Sendable {
  /// What kind of port it is.
  package enum Kind: Equatable, Sendable {
    /// A serial port of this machine, built in or on USB.
    case serial
    /// A running virtual pump of this user.
    case virtualPump
  }

  /// What to open: a device path, a virtual pump's link, or `tcp://HOST:PORT`.
  package var path: String
  /// What kind of port it is.
  package var kind: Kind
  /// What it is, in a few words for a person.
  package var description: String
  /// The USB vendor's number.
  package var vendorID: UInt16?
  /// The USB product's number.
  package var productID: UInt16?
  /// The adapter's serial number, not the pump's.
  package var serialNumber: String?
  /// Other paths to the same port, under `/dev/serial/by-id`.
  package var links: [String]
  /// What a virtual pump tells about itself.
  package var pump: PumpRecord?

  /// Makes a description of a port.
  package init(
    path: String, kind: Kind, description: String, vendorID: UInt16? = nil,
    productID: UInt16? = nil, serialNumber: String? = nil, links: [String] = [],
    pump: PumpRecord? = nil
  ) {
    self.path = path
    self.kind = kind
    self.description = description
    self.vendorID = vendorID
    self.productID = productID
    self.serialNumber = serialNumber
    self.links = links
    self.pump = pump
  }

  /// Describes a running virtual pump.
  package init(_ pump: PumpRecord) {
    let name = [pump.model, pump.serial].filter { !$0.isEmpty }.joined(separator: " ")
    self.init(
      path: pump.link.isEmpty ? pump.port : pump.link, kind: .virtualPump,
      description: name.isEmpty ? "virtual pump" : "virtual pump \(name)", pump: pump)
  }

  /// Whether a path, as a person would give it, means this port. Of links only the last part
  /// counts: where the device directory itself is a stand-in, the rest differs.
  package func answers(to path: String) -> Bool {
    if path == self.path || path == pump?.port { return true }
    guard kind == .serial else { return false }
    let name = Self.lastPart(path)
    return ([self.path] + links).contains { name == Self.lastPart($0) }
  }

  private static func lastPart(_ path: String) -> Substring {
    path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
  }
}
