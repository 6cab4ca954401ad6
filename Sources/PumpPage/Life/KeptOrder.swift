import Clinic
import ProgrammerSession
import Telemetry

/// An order to a pump outside the page of which nobody knows what became: it is kept over a reload,
/// for whoever opens the page again must not give another on it.
struct KeptOrder: Equatable {
  let serial: String
  let order: OpenOrder

  init(serial: String, order: OpenOrder) {
    self.serial = serial
    self.order = order
  }

  /// The order as a line of what is kept.
  var line: String {
    let name = order.name
    return [
      "open=\(PageStart.escaped(serial))", "\(name.request.rawValue)", "\(name.command.session)",
      "\(name.command.request)", "\(name.notAfter)",
      order.knownTherapySeconds.map { "\($0)" } ?? "-",
    ].joined(separator: "|")
  }

  /// An order from such a line; `nil` for what is none.
  init?(line: String) {
    let parts = line.split(separator: "|", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0].hasPrefix("open="),
      let serial = PageStart.unescaped(parts[0].dropFirst(5)), let type = UInt8(parts[1]),
      let request = RequestType(rawValue: type), let session = UInt32(parts[2]),
      let number = UInt16(parts[3]), let notAfter = UInt32(parts[4])
    else { return nil }
    self.serial = serial
    order = OpenOrder(
      id: 1,
      name: UnsettledOrder(
        request: request, command: AppliedCommand(session: session, request: number),
        notAfter: notAfter),
      intended: "", knownTherapySeconds: UInt32(parts[5]))
  }
}
