@testable import PumpSimulator

extension PumpHost {
  /// Hands in bytes of a programmer; gives those that were sent for them.
  func exchange(_ bytes: [UInt8]) -> [UInt8] {
    var answer: [UInt8] = []
    receive(bytes.span) { frame in
      for place in frame.indices { answer.append(frame[place]) }
    }
    return answer
  }
}
