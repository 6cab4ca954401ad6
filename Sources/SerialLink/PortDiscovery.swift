/// Finds the ports a pump could be on.
package enum PortDiscovery {
  /// Serial ports with hardware behind them, by path, then this user's running virtual pumps, by
  /// link. Throws if the system's device list or the pumps' registry cannot be used.
  package static func list(
    registry: String = PumpRegistry.defaultDirectory
  ) throws(SerialError) -> [PortInfo] {
    try serialPorts() + PumpRegistry.list(in: registry).map { PortInfo($0) }
  }

  /// Serial ports with hardware behind them, by path.
  package static func serialPorts() throws(SerialError) -> [PortInfo] {
    var ports: [PortInfo] = []
    try Udev().forEachTerminal { device in
      if let port = PortInfo(device) { ports.append(port) }
    }
    return ports.sorted { $0.path < $1.path }
  }
}
