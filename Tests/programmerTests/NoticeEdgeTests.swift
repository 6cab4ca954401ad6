import SerialLink
import Synchronization
import TestLimits
import Testing

@testable import Handheld
@testable import programmer

/// How the program shows what a visit says beside its result.
@Suite(.limited)
struct NoticeEdgeTests {
  @Test(arguments: [false, true])
  func `a notice is a line of standard error in the program's name`(json: Bool) throws {
    let lines = Mutex<[String]>([])
    try StandardStreams.$sink.withValue(
      .init { text, stream in
        lines.withLock { $0.append("\(stream) \(text)") }
        return true
      }
    ) {
      try Verb.run(json: json) {
        Notices.say("the pump is busy")
        return nil
      }
    }
    #expect(lines.withLock { $0 } == ["2 programmer: the pump is busy\n"])
  }
}
