import FuzzSupport
import RawClient
import Telemetry

/// The frame decoder: whole, in pieces, and as the specification says it, it finds the same.
enum FrameTarget {
  /// Something found in a stream, with all that can be known of it.
  private enum Found: Equatable {
    case frame(at: UInt64, content: [UInt8])
    case dropped(FrameError)
  }

  static func run(_ input: [UInt8]) throws(Broken) {
    var script = Script(input)
    let size = script.u8()
    let stream = size & 0x80 == 0 ? script.rest() : Self.stream(&script)
    let whole = decode(stream, by: stream.count)
    let expected = plain(stream)
    try hold(whole.found == expected, "whole: \(whole.found), and should be \(expected)")
    let pieces = decode(stream, by: Int(size & 0x7F) + 1)
    try hold(pieces.found == expected, "in pieces: \(pieces.found), and should be \(expected)")
    for counters in [whole.counters, pieces.counters] {
      try hold(
        counters.delivered + counters.droppedInAll == UInt64(expected.count),
        "\(counters.delivered) and \(counters.droppedInAll) counted of \(expected.count)")
    }
  }

  /// Frames, damaged frames and bytes between them.
  private static func stream(_ script: inout Script) -> [UInt8] {
    var stream: [UInt8] = []
    while !script.isAtEnd {
      let kind = script.u8()
      switch kind & 3 {
      case 0: stream += script.run()
      case 1: stream += PlainFrame.wire(script.run(Int(min(script.u8(), 249))))
      case 2:
        var frame = PlainFrame.wire(script.run(Int(min(script.u8(), 249))))
        frame[Int(script.u8()) % frame.count] ^= script.u8()
        stream += frame
      default: stream += [UInt8](repeating: script.u8(), count: Int(script.u16() & 0x3FF))
      }
    }
    return stream
  }

  private static func decode(
    _ stream: [UInt8], by size: Int
  ) -> (found: [Found], counters: FrameCounters) {
    var decoder = FrameDecoder()
    var found: [Found] = []
    var start = 0
    while start < stream.count {
      let end = min(start + size, stream.count)
      let piece = stream.span.extracting(start..<end)
      var position = 0
      while let event = decoder.next(piece, from: &position) {
        switch event {
        case .frame:
          let content = decoder.withContent { span in span.indices.map { span[$0] } }
          found.append(.frame(at: decoder.lastFrameOffset, content: content))
        case .dropped(let error): found.append(.dropped(error))
        }
      }
      start = end
    }
    return (found, decoder.counters)
  }

  /// What the specification says is in a stream.
  private static func plain(_ stream: [UInt8]) -> [Found] {
    var found: [Found] = []
    var start = 0
    for end in stream.indices where stream[end] == 0 {
      if end > start { found.append(plain(stream[start..<end])) }
      start = end + 1
    }
    return found
  }

  private static func plain(_ frame: ArraySlice<UInt8>) -> Found {
    func dropped(_ reason: FrameError.Reason, _ expected: Int, _ found: Int) -> Found {
      .dropped(
        FrameError(
          reason, at: UInt64(frame.startIndex), expected: UInt32(expected), found: UInt32(found)))
    }
    if frame.count > 254 { return dropped(.oversized, 254, frame.count) }
    if frame.count < 9 { return dropped(.truncated, 9, frame.count) }
    guard let content = PlainFrame.unstuff(frame) else {
      return dropped(.badStuffing, frame.count, 0)
    }
    let sum = PlainFrame.checksum(content.dropLast(4))
    let sent = content.suffix(4).reversed().reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
    if sum != sent {
      return .dropped(
        FrameError(.badChecksum, at: UInt64(frame.startIndex), expected: sum, found: sent))
    }
    return .frame(at: UInt64(frame.startIndex), content: Array(content.dropLast(4)))
  }
}
