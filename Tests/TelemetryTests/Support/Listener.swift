import Telemetry

/// What came out of a decoder: a message or a drop.
enum Delivery: Equatable {
  case message(MessageHeader, WireMessage)
  case dropped(FrameError)

  var isDrop: Bool { if case .dropped = self { true } else { false } }
}

/// An end of the link: the pump takes requests, the host takes replies.
enum Listener: String, Decodable {
  case pump, host

  var opposite: Listener { self == .pump ? .host : .pump }

  /// Everything a fresh decoder makes of a stream that arrives in one piece.
  func hears(_ stream: [UInt8]) -> [Delivery] {
    var decoder = FrameDecoder()
    return hears(stream, with: &decoder)
  }

  /// Everything a fresh decoder makes of a stream that arrives in pieces.
  func hears(_ pieces: [[UInt8]]) -> [Delivery] {
    var decoder = FrameDecoder()
    return pieces.flatMap { hears($0, with: &decoder) }
  }

  func hears(_ stream: [UInt8], with decoder: inout FrameDecoder) -> [Delivery] {
    var deliveries: [Delivery] = []
    var position = 0
    while let event = decoder.next(stream.span, from: &position) {
      switch event {
      case .dropped(let error): deliveries.append(.dropped(error))
      case .frame: deliveries.append(message(in: &decoder))
      }
    }
    precondition(position == stream.count, "the decoder left bytes behind")
    return deliveries
  }

  /// The same at one end of a session, where what is sealed for it is opened.
  func hears(_ stream: [UInt8], on sealing: inout SessionSeal) -> [Delivery] {
    var decoder = FrameDecoder()
    var deliveries: [Delivery] = []
    var position = 0
    while let event = decoder.next(stream.span, from: &position) {
      guard event == .frame else { continue }
      if case .sealed? = decoder.envelope, decoder.unseal(&sealing) != .fresh { continue }
      deliveries.append(message(in: &decoder))
    }
    return deliveries
  }

  private func message(in decoder: inout FrameDecoder) -> Delivery {
    do throws(FrameError) {
      switch self {
      case .pump:
        let (header, request) = try decoder.request()
        return .message(header, .request(request))
      case .host:
        let (header, reply) = try decoder.reply()
        return .message(header, .reply(reply))
      }
    } catch {
      return .dropped(error)
    }
  }
}

extension [Delivery] {
  /// Whether nothing was delivered.
  var areDrops: Bool { allSatisfy(\.isDrop) }
}
