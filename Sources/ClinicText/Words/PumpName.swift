import Clinic
import PumpText
import Quantities
package import Telemetry

/// Which pump it is, in words.
package struct PumpName {
  private let identity: Identity

  /// The name of a pump that identified itself.
  package init(_ identity: Identity) { self.identity = identity }

  /// Model and serial number.
  package var short: String { "\(identity.model.string) \(identity.serial.string)" }

  /// The same with the versions of its firmware and of the protocol that it speaks.
  package var full: String { "\(short), firmware \(firmware), protocol \(version)" }

  /// The version of its firmware, such as `1.0.2`.
  package var firmware: String {
    let version = identity.firmware
    return "\(version.major).\(version.minor).\(version.patch)"
  }

  /// The version of the protocol, such as `1.0`.
  package var version: String {
    "\(identity.protocolVersion.major).\(identity.protocolVersion.minor)"
  }
}
