import SerialLink

/// RFC 2217, where clients by TCP set the port.
extension PumpLine {
  /// What has become of the speed since this was called last, in bits per second; `nil` in it is a
  /// line as fast as can be, as the next client finds it.
  func takeSpeeds() -> [UInt32?] { served?.takeSpeeds() ?? [] }

  /// Tells a client whether a head is there that carries its bytes.
  func showHead(_ isThere: Bool) {
    served?.show(carrier: isThere)
    answer()
  }

  /// Leaves the data of what came in the buffer, and answers the rest.
  func unwrap(_ buffer: inout [UInt8], _ count: Int) -> Input {
    let data = served?.receive(buffer.span.extracting(first: count)) ?? []
    answer()
    if data.isEmpty { return .nothing }
    buffer.replaceSubrange(0..<data.count, with: data)
    return .bytes(data.count)
  }

  func answer() {
    guard let bytes = served?.takeOutgoing(), !bytes.isEmpty else { return }
    send(bytes.span)
  }
}
