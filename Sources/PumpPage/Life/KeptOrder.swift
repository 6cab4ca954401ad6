import Clinic
import Console
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
    let parts = line.fields(between: "|", keepsEmpty: true)
    guard parts.count == 6, let (word, name) = parts[0].halves(at: "="), word == "open",
      let serial = PageStart.unescaped(name),
      let type = parts[1].wholeNumber.flatMap(UInt8.init(exactly:)),
      let request = RequestType(rawValue: type),
      let session = parts[2].wholeNumber.flatMap(UInt32.init(exactly:)),
      let number = parts[3].wholeNumber.flatMap(UInt16.init(exactly:)),
      let notAfter = parts[4].wholeNumber.flatMap(UInt32.init(exactly:))
    else { return nil }
    self.serial = serial
    order = OpenOrder(
      id: 1,
      name: UnsettledOrder(
        request: request, command: AppliedCommand(session: session, request: number),
        notAfter: notAfter),
      intended: "", knownTherapySeconds: parts[5].wholeNumber.flatMap(UInt32.init(exactly:)))
  }
}
