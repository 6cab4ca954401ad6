import ArgumentParser
import PumpText
import Quantities
import SerialLink

/// What a pump is reached by.
extension RunCommand {
  /// One line, and none of two meanings.
  func validateLine() throws {
    let given = [link, device, listen, connect].compactMap { $0 }.count + (stdio ? 1 : 0)
    if given > 1 || given == 0 && command.isEmpty {
      throw ValidationError(
        "Give one of --link, --device, --listen, --connect and --stdio: where is the pump?")
    }
    if stdio, !command.isEmpty {
      throw ValidationError(
        "--stdio leaves nothing for a command to reach the pump by; leave it out, or use --link.")
    }
    if let listen, PortAddress.server(listen) == nil {
      throw ValidationError(
        "--listen takes HOST:PORT, for example 127.0.0.1:5900, or rfc2217://HOST:PORT.")
    }
    if let connect {
      let address = PortAddress.server(connect)
      if address == nil || address?.host == "" || address?.port == 0 {
        throw ValidationError(
          "--connect takes HOST:PORT, for example 127.0.0.1:5900, or rfc2217://HOST:PORT.")
      }
    }
    _ = try deviceAddress()
    if try patience() != nil, device == nil, connect == nil {
      throw ValidationError("--wait is for a --device or --connect; nothing else is waited for.")
    }
  }

  /// The serial port that is named.
  private func deviceAddress() throws -> PortAddress? {
    guard let device else { return nil }
    let address: PortAddress
    do throws(SerialError) {
      address = try PortAddress(device)
    } catch {
      throw ValidationError("--device \(error.description).")
    }
    switch address {
    case .path, .usb, .rfc2217: return address
    case .tcp:
      throw ValidationError("--device takes a serial port; for TCP use --connect or --listen.")
    case .unix, .exec:
      throw ValidationError(
        "--device takes a serial port: a path, usb:VID:PID[:SERIAL] or rfc2217://HOST:PORT.")
    }
  }

  /// How long a line is waited for that is not there yet.
  private func patience() throws -> Milliseconds? {
    wait.isEmpty ? nil : try ControlCommand.read(wait, QuantityText.duration)
  }

  /// What a start fails with when it fails at the line.
  var linePart: RunPart {
    if link != nil { return .pty }
    if device != nil { return .device }
    return connect != nil ? .call : .listener
  }

  /// Makes the line, and waits for one that is not there yet as long as was asked for; `nil` when a
  /// signal came meanwhile.
  func makeLine(_ signals: borrowing SignalPipe) throws -> PumpLine? {
    let end = MonotonicClock.milliseconds() + (try patience()?.rawValue ?? 0)
    var set = PollSet(capacity: 1)
    set.add(signals.fileDescriptor, .readable)
    while true {
      do {
        return try makeLine()
      } catch let error as SerialError {
        let now = MonotonicClock.milliseconds()
        let isAbsent = [.notFound, .unplugged, .timedOut].contains(error.kind)
        guard isAbsent, now < end else { throw error }
        try set.wait(timeoutMilliseconds: Int(min(end - now, ReturningPort.interval)))
        if try signals.next() != nil { return nil }
      }
    }
  }

  private func makeLine() throws -> PumpLine {
    if let link { return try PumpLine(link: link) }
    switch try deviceAddress() {
    case .rfc2217(let host, let port)?:
      return try PumpLine(calling: .init(host: host, port: port, isTelnet: true))
    case .path?, .usb?, .tcp?, .unix?, .exec?, nil: break
    }
    if let path = try deviceAddress()?.serialPath() { return try PumpLine(device: path) }
    if let connect, let server = PortAddress.server(connect) {
      return try PumpLine(calling: server)
    }
    guard let listen, let address = PortAddress.server(listen) else {
      preconditionFailure("validate() lets one of five through")
    }
    return try PumpLine(listeningAt: address)
  }
}
