import CaptureFiles
import Decode
import FuzzSupport
import PumpText
import Telemetry

@testable import Clinic
@testable import Handheld

/// The capture reader and what decodes it: every frame in it is told as one thing.
enum CaptureTarget {
  static func run(_ input: [UInt8]) throws(Broken) {
    _ = try? KeyLogFile.parse(input, path: "keys")
    guard let pieces = try? CaptureFile.parse(input, path: "file").pieces else { return }
    var decoder = CaptureDecoder(face: Face { _ in "" })
    for piece in pieces {
      let items = decoder.decode(piece)
      let delimiters = piece.bytes.count { $0 == 0 }
      try hold(items.count <= delimiters, "\(items.count) frames of \(delimiters) delimiters")
      for item in items {
        try hold(item.message == nil || item.dropped == nil, "a message and none: \(item)")
        try hold(item.direction == piece.direction, "the other direction: \(item)")
      }
    }
  }
}

/// Capture files in packets. What a file holds does not depend on what comes after it: cut
/// anywhere, it gives a beginning of what it gave whole. And of bytes that go over a line as the
/// input says, a capture gives back each, in order.
enum CapturesTarget {
  static func run(_ input: [UInt8]) throws(Broken) {
    try cut(input)
    try record(input)
  }

  private static func cut(_ input: [UInt8]) throws(Broken) {
    guard case .packets(let whole) = CaptureFormat(input) else { return }
    for length in [input.count / 3, input.count / 2, input.count - 1] where length >= 4 {
      guard case .packets(let part) = CaptureFormat(Array(input.prefix(length))) else {
        throw Broken("cut at \(length) it is no capture")
      }
      try hold(
        whole.records.starts(with: part.records), "cut at \(length) it holds something else")
      if let stop = part.stop { try hold(stop.offset <= length, "stopped behind its end") }
    }
  }

  /// The input is sent in pieces and ways that its own bytes say.
  private static func record(_ input: [UInt8]) throws(Broken) {
    var recorder = CaptureRecorder(
      CaptureAuthor(hardware: "", system: "", program: "a fuzzer"), name: "line", seenBy: .pump)
    var file = recorder.beginning
    var sent: [String: [UInt8]] = [:]
    var rest = input[...]
    var now: UInt64 = 0
    while let head = rest.popFirst() {
      let piece = Array(rest.prefix(Int(head & 0x1F)))
      rest = rest.dropFirst(piece.count)
      let way: LineWay = head & 0x20 == 0 ? .toPump : .fromPump
      let end: CaptureEnd = head & 0x40 == 0 ? .pump : .programmer
      now += UInt64(head) << (head & 0x80 == 0 ? 0 : 24)
      for block in recorder.saw(piece.span, way, seenBy: end, at: now) { file += block }
      sent["\(way) \(end)", default: []] += piece
    }
    for block in recorder.interrupted(at: now) { file += block }
    guard case .packets(let contents) = CaptureFormat(file) else {
      throw Broken("what was written is no capture")
    }
    try hold(contents.stop == nil && contents.unreadable == 0, "what was written is not whole")
    var got: [String: [UInt8]] = [:]
    for record in contents.records {
      guard let way = record.way, let end = record.end else {
        throw Broken("a packet does not say which way it went, or who saw it")
      }
      got["\(way) \(end)", default: []] += record.bytes
    }
    try hold(got == sent.filter { !$0.value.isEmpty }, "what was read is not what was sent")
  }
}

extension CapturesTarget {
  /// A capture of frames, as both ends of a line saw them.
  static func pcapng(_ frames: [[UInt8]]) -> [UInt8] {
    var recorder = CaptureRecorder(
      CaptureAuthor(hardware: "a bench", system: "none", program: "seeds"), name: "line",
      seenBy: .pump)
    var file = recorder.beginning
    for (place, frame) in frames.enumerated() {
      let end: CaptureEnd = place == 2 ? .programmer : .pump
      let blocks = recorder.saw(
        frame.span, .toPump, seenBy: end, at: UInt64(place) * 7_000_000,
        notes: place == 2 ? ["injected: lost"] : [])
      for block in blocks { file += block }
    }
    return file
  }

  /// The same as tcpdump would write it of a tap at a serial line, highest byte first.
  static func pcap(_ frames: [[UInt8]]) -> [UInt8] {
    func big(_ value: Int) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    var file = [0xA1, 0xB2, 0xC3, 0xD4, 0, 2, 0, 4] + big(0) + big(0) + big(65_535) + big(250)
    for frame in frames {
      let length = frame.count + 12
      file += big(1) + big(2) + big(length) + big(length) + big(1) + big(2) + [1, 0, 0, 0] + frame
    }
    return file
  }
}
