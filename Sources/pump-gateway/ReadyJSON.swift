import GatewayCore
import SerialLink
import VerbOutput

/// What the gateway says when its page can be opened.
struct ReadyJSON: Encodable {
  let event = "ready"
  /// What a browser opens, with the token in it.
  let url: String
  /// Whether there is a page at it.
  let page: Bool
  /// Where WebSockets are opened, without the token; of those there are.
  let port: String?
  let control: String?
  let pump: String?
  /// The port as it was named.
  let line: String?
  /// The link to the pump of the page.
  let pump_link: String?

  init(_ gateway: Gateway, _ setup: GatewaySetup) {
    url = gateway.url
    page = gateway.hasPage
    let place = "ws://\(gateway.place.authority)"
    port = setup.port.map { _ in place + Door.port.path }
    control = setup.control.map { _ in place + Door.control.path }
    pump = setup.pumpLink.map { _ in place + Door.pump.path }
    line = setup.port?.description
    pump_link = gateway.pumpLink
  }

  /// The line that is printed, with its end.
  func line(json: Bool) throws -> String {
    json ? try JSONText.line(self) : "ready \(url)\n"
  }
}
