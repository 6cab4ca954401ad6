import SerialLink
import Synchronization
import TestLimits
import Testing

@testable import Handheld

/// What a visit says beside its result goes to the face that runs it.
@Suite(.limited)
struct NoticeTests {
  /// What was said, and what reached the standard streams.
  private func said(
    hasFace: Bool, _ body: () throws -> Void
  ) rethrows -> (notices: [String], streams: [String]) {
    let notices = Mutex<[String]>([])
    let streams = Mutex<[String]>([])
    try StandardStreams.$sink.withValue(
      .init { text, stream in
        streams.withLock { $0.append("\(stream) \(text)") }
        return true
      }
    ) {
      guard hasFace else { return try body() }
      try Notices.$sink.withValue(Notices.Sink { words in notices.withLock { $0.append(words) } }) {
        try body()
      }
    }
    return (notices.withLock { $0 }, streams.withLock { $0 })
  }

  /// A capture on a disk that is full says so once.
  private func fillDisk() throws {
    let capture = try Capture(appendingTo: "/dev/full", port: "a port", by: "a test", card: nil) {
      0
    }
    for _ in 0..<2 { capture.sent([UInt8](arrayLiteral: 1, 1, 1, 0).span) }
  }

  private static let words = """
    /dev/full: the capture cannot be written any more (No space left on device), so it is not of \
    the whole visit. The visit goes on
    """

  @Test func `a face gets the words alone, and nothing is printed beside it`() throws {
    let (notices, streams) = try said(hasFace: true) { try fillDisk() }
    #expect(notices == [Self.words])
    #expect(streams.isEmpty)
  }

  @Test func `without a face a notice goes to standard error`() throws {
    let (_, streams) = try said(hasFace: false) { try fillDisk() }
    #expect(streams == ["2 \(Self.words)\n"])
  }
}
