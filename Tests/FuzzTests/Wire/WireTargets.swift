import FuzzSupport
import RawClient

extension FuzzTarget {
  /// What a stream of bytes passes through first.
  static let wire = [
    FuzzTarget(name: "frames", longestInput: 1024, run: FrameTarget.run) { fixtures in
      let frames = try fixtures.frames()
      let stream = frames.prefix(12).flatMap(\.wire)
      let script = frames.prefix(12).flatMap { frame -> [UInt8] in
        [1, UInt8(frame.content.count)] + frame.content
      }
      return [
        "seed-stream": [3] + stream, "seed-damaged": [0] + stream.dropFirst(30),
        "seed-script": [0x85] + script,
      ]
    },
    FuzzTarget(
      name: "requests", longestInput: PlainFrame.longestContent, run: RequestTarget.run
    ) { fixtures in try messages(fixtures, ofRequests: true) },
    FuzzTarget(
      name: "replies", longestInput: PlainFrame.longestContent, run: ReplyTarget.run
    ) { fixtures in try messages(fixtures, ofRequests: false) },
  ]

  /// One content of every message that goes in a direction.
  private static func messages(
    _ fixtures: Fixtures, ofRequests isRequest: Bool
  ) throws -> [String: [UInt8]] {
    var seeds: [String: [UInt8]] = [:]
    for frame in try fixtures.frames() {
      let content = frame.content
      if content[0] == 1, (content[1] < 0x80) == isRequest {
        seeds["seed-\(frame.message)"] = content
      }
    }
    return seeds
  }
}
