import Quantities
import Telemetry
import TestLimits
import Testing

@testable import CaptureFiles

/// What is written is read again.
@Suite(.limited)
struct RoundTripTests {
  @Test func `a frame is a packet with its delimiters, its direction and its time`() throws {
    var capture = Written()
    capture.saw(Written.identify, .toPump, at: 1_700_000_000_123_456_789)
    capture.saw(Written.identify, .fromPump, at: 1_700_000_000_123_456_790)
    let contents = try capture.contents()
    #expect(contents.stop == nil && contents.skipped.isEmpty && contents.unreadable == 0)
    #expect(contents.records.map(\.bytes) == [Written.identify, Written.identify])
    #expect(contents.records.map(\.way) == [.toPump, .fromPump])
    #expect(contents.records.map(\.end) == [.pump, .pump])
    #expect(
      contents.records.map(\.nanoseconds) == [1_700_000_000_123_456_789, 1_700_000_000_123_456_790])
    #expect(contents.records[0].comments == [])
  }

  @Test func `no byte is missing, however the line hands them over`() throws {
    let line: [UInt8] = [7, 7, 0] + Written.identify + [0, 0] + Written.identify + [9, 9]
    for step in 1...line.count {
      var capture = Written()
      for start in stride(from: 0, to: line.count, by: step) {
        capture.saw(Array(line[start..<min(start + step, line.count)]), .toPump, at: 5)
      }
      capture.end(at: 6)
      let records = try capture.contents().records
      #expect(records.flatMap(\.bytes) == line, "in pieces of \(step)")
      #expect(records.map(\.bytes.count) == [3, 11, 13, 2], "in pieces of \(step)")
    }
  }

  @Test func `what is no frame says why it would be dropped`() throws {
    var capture = Written()
    var damaged = Written.identify
    damaged[3] ^= 0x40
    capture.saw(damaged, .toPump, at: 1)
    capture.saw([0, 1, 2, 0], .toPump, at: 2)
    let comments = try capture.contents().records.map(\.comments)
    #expect(comments.count == 2)
    #expect(comments[0].first?.hasPrefix("dropped: badChecksum: expected ") == true, "\(comments)")
    #expect(comments[1] == ["dropped: truncated: expected 9, found 2"])
  }

  @Test func `notes stand with the packet in which their bytes are`() throws {
    var capture = Written()
    capture.saw(Array(Written.identify.dropLast()), .toPump, at: 1, notes: ["injected: lost"])
    capture.saw([0], .toPump, at: 2, notes: ["injected: sent twice"])
    #expect(
      try capture.contents().records.map(\.comments) == [
        ["injected: lost", "injected: sent twice"]
      ])
  }

  @Test func `bytes that no delimiter follows are a packet once they have waited`() throws {
    var capture = Written()
    capture.saw([1, 2, 3], .toPump, at: 10)
    capture.saw(Written.identify, .fromPump, at: 10 + CaptureRecorder.patience)
    #expect(try capture.contents().records.map(\.bytes) == [[1, 2, 3], Written.identify])
    capture.saw([UInt8](repeating: 5, count: 2 * CaptureRecorder.longestRun), .toPump, at: 20)
    #expect(try capture.contents().records.count == 4)
  }

  @Test func `each end is an interface of its own, and time never goes back`() throws {
    var capture = Written()
    capture.saw(Written.identify, .toPump, at: 9, by: .programmer)
    capture.saw(Written.identify, .toPump, at: 4)
    let records = try capture.contents().records
    #expect(records.map(\.end) == [.programmer, .pump])
    #expect(records.map(\.way) == [.toPump, .toPump])
    #expect(records.map(\.nanoseconds) == [9, 9])
  }

  @Test func `a file that is cut at any byte gives all that is whole before, and says where`()
    throws
  {
    var capture = Written()
    for moment in 1...5 as ClosedRange<UInt64> {
      capture.saw(Written.identify, moment % 2 == 0 ? .fromPump : .toPump, at: moment)
    }
    let whole = try capture.contents().records
    for length in 4...capture.bytes.count {
      let cut = Array(capture.bytes.prefix(length))
      guard case .packets(let contents) = CaptureFormat(cut) else {
        Issue.record("no capture at \(length)")
        continue
      }
      let last = capture.boundaries.last { $0 <= length } ?? 0
      #expect(contents.records == Array(whole.prefix(capture.records(before: last))))
      #expect(
        contents.stop
          == (last == length ? nil : CaptureContents.Stop(reason: .cut, offset: last)),
        "cut at \(length)")
    }
  }

  @Test func `no bit that is turned does harm`() throws {
    var capture = Written()
    capture.saw(Written.identify, .toPump, at: 1, notes: ["a note"])
    capture.saw(Written.identify, .fromPump, at: 2)
    for place in capture.bytes.indices {
      for bit in 0..<8 {
        var turned = capture.bytes
        turned[place] ^= 1 << UInt8(bit)
        guard case .packets(let contents) = CaptureFormat(turned) else {
          #expect(place < 4)
          continue
        }
        #expect(contents.records.count <= 2)
      }
    }
  }
}

/// A capture that is being written, and where its blocks end.
struct Written {
  private var recorder = CaptureRecorder(
    CaptureAuthor(hardware: "a bench", system: "none", program: "tests 1.0"), name: "port",
    seenBy: .pump)
  private(set) var bytes: [UInt8]
  private(set) var boundaries: [Int] = [0]
  private var packets: [Int] = []

  /// The frame that asks who is there: `00 04 01 01 01 05 2b 0b 98 9a 00` or alike.
  static let identify: [UInt8] = {
    var buffer = WireBuffer()
    buffer.encode(.opening(.identify), id: 1)
    return buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }()

  init() {
    bytes = recorder.beginning
    let section = Int(bytes[4]) | Int(bytes[5]) << 8
    boundaries += [section, bytes.count]
  }

  mutating func saw(
    _ piece: [UInt8], _ way: LineWay, at now: UInt64, by end: CaptureEnd = .pump,
    notes: [String] = []
  ) {
    add(recorder.saw(piece.span, way, seenBy: end, at: now, notes: notes))
  }

  mutating func end(at now: UInt64) { add(recorder.interrupted(at: now)) }

  private mutating func add(_ blocks: [[UInt8]]) {
    for block in blocks {
      bytes += block
      boundaries.append(bytes.count)
      if block[0] == 6 { packets.append(bytes.count) }
    }
  }

  func records(before length: Int) -> Int { packets.count { $0 <= length } }

  func contents() throws -> CaptureContents {
    guard case .packets(let contents) = CaptureFormat(bytes) else {
      throw NoCapture()
    }
    return contents
  }

  struct NoCapture: Error {}
}
