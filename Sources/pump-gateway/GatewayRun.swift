import CommandEntry
import GatewayCore
import SerialLink

/// A gateway from its start to a signal.
struct GatewayRun {
  private let setup: GatewaySetup
  private let isJSON: Bool

  init(_ setup: GatewaySetup, isJSON: Bool) {
    self.isJSON = isJSON
    var setup = setup
    setup.onEvent = { event in
      if isJSON {
        StandardStreams.error(json: event.json + "\n")
      } else {
        StandardStreams.error("pump-gateway: \(event.words)\n")
      }
    }
    self.setup = setup
  }

  /// Serves until a signal comes.
  func run() throws {
    // Before any other thread: they leave the signals to this one.
    let signals = try caught()
    let gateway = try Gateway(setup)
    defer { gateway.end() }
    if !gateway.hasPage, !isJSON { StandardStreams.error("pump-gateway: \(Gateway.noPage)\n") }
    try CommandEntry.print(
      try ReadyJSON(gateway, setup).line(json: isJSON), json: isJSON, as: "pump-gateway")
    try wait(signals)
  }

  private func caught() throws(GatewayProblem) -> SignalPipe {
    do throws(SerialError) {
      return try SignalPipe()
    } catch {
      throw GatewayProblem(.io, error.description)
    }
  }

  private func wait(_ signals: borrowing SignalPipe) throws(GatewayProblem) {
    do throws(SerialError) {
      var set = PollSet(capacity: 1)
      while try signals.next() == nil {
        set.removeAll()
        set.add(signals.fileDescriptor, .readable)
        try set.wait(timeoutMilliseconds: nil)
      }
    } catch {
      throw GatewayProblem(.io, error.description)
    }
  }
}
