/// Something that happened to the ports of this machine.
package enum PortChange: Equatable, Sendable {
  /// A port was plugged in.
  case added(PortInfo)
  /// A port was pulled out; the description is what is still known of it.
  case removed(PortInfo)
  /// Something else about a port is new.
  case changed(PortInfo)
}
