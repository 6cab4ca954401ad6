import FuzzSupport
import RawClient
import Telemetry

/// The decoder of the requests, as the pump has it: what it takes, it would send the same way.
enum RequestTarget {
  static func run(_ content: [UInt8]) throws(Broken) {
    let frame = PlainFrame.wire(Array(content.prefix(PlainFrame.longestContent)))
    guard var decoder = try MessageCheck.decoder(of: frame) else { return }
    var buffer = WireBuffer()
    do throws(FrameError) {
      let (header, request) = try decoder.request()
      buffer.encode(request, id: header.request)
    } catch {
      return try MessageCheck.counted(error, decoder)
    }
    try MessageCheck.same(buffer, frame)
  }
}

/// The decoder of the replies, as the programmer has it.
enum ReplyTarget {
  static func run(_ content: [UInt8]) throws(Broken) {
    let frame = PlainFrame.wire(Array(content.prefix(PlainFrame.longestContent)))
    guard var decoder = try MessageCheck.decoder(of: frame) else { return }
    var buffer = WireBuffer()
    do throws(FrameError) {
      let (header, reply) = try decoder.reply()
      buffer.encode(reply, id: header.request)
    } catch {
      return try MessageCheck.counted(error, decoder)
    }
    try MessageCheck.same(buffer, frame)
  }
}

/// What both directions keep to.
enum MessageCheck {
  /// A decoder that has found the frame; `nil` when it is too short to be one.
  static func decoder(of frame: [UInt8]) throws(Broken) -> FrameDecoder? {
    var decoder = FrameDecoder()
    var position = 0
    let event = decoder.next(frame.span, from: &position)
    if frame.count < 11 { return nil }
    try hold(event == .frame, "a frame with the right checksum came as \(event as Any)")
    return decoder
  }

  static func same(_ buffer: WireBuffer, _ frame: [UInt8]) throws(Broken) {
    let bytes = buffer.withBytes { span in span.indices.map { span[$0] } }
    try hold(bytes == frame, "\(frame) goes as \(bytes)")
  }

  static func counted(_ error: FrameError, _ decoder: FrameDecoder) throws(Broken) {
    try hold(
      decoder.counters[error.reason] == 1 && decoder.counters.droppedInAll == 1,
      "\(error) was not counted once")
    switch error.reason {
    case .unknownEnvelope, .unknownMessage, .wrongLength, .invalidField, .forged: break
    default: throw Broken("\(error) says that the frame is wrong, and it is not")
    }
  }
}
