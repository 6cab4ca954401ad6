import ClinicSupport
import Synchronization
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld

/// A pump that has the key, and says whatever its messages can hold.
@Suite(.limited)
struct HostilePumpTests {
  private let lab: VerbLab

  init() throws { lab = try VerbLab() }

  /// How many changed answers of each kind one verb is given.
  private static let share = 4

  private func pump() -> PumpInMemory {
    var state = PumpInMemory.State()
    state.log.days(3)
    return PumpInMemory(state)
  }

  /// The kinds of answers that a verb hears, each as it was given first.
  private func answers(to verb: PreparedVerb) -> [Reply] {
    let pump = pump()
    let heard = Heard()
    pump.with { $0.tamper = { reply in heard.note(reply) } }
    _ = verb.run(at: pump)
    return heard.replies
  }

  @Test(arguments: PumpVerb.all.indices)
  func `whatever a field of an answer holds, every verb ends, and says how`(place: Int) throws {
    let words = PumpVerb.all[place]
    let verb = lab.verb(words)
    for reply in answers(to: verb) {
      let extremes = Extremes.of(reply)
      let step = max(1, extremes.count / Self.share)
      // Other verbs take other ones of them.
      for index in stride(from: place % step, to: extremes.count, by: step) {
        try lab.writeCard()
        let pump = pump()
        let changed = extremes[index]
        pump.with { $0.tamper = { if $0.type == changed.type { $0 = changed } } }
        let (code, said) = verb.run(at: pump)
        #expect(
          [0, 1, 64, 65, 69, 73, 74, 75, 76, 78].contains(code), "\(words): \(changed)\n\(said)")
        #expect(code == 0 || !said.isEmpty, "\(words): \(changed)")
        #expect(pump.with { $0.requests.count } < 2000, "\(words): \(changed)")
      }
    }
  }

  @Test func `a page of the log that is not the one asked for ends the reading`() {
    for first in [0, 1, 2, 3, .max - 1, .max] as [UInt32] {
      let pump = pump()
      pump.with {
        $0.tamper = { reply in
          guard case .logPage(var page) = reply, page.first != first else { return }
          page.first = first
          reply = .logPage(page)
        }
      }
      let (code, said) = lab.run(["log"], at: pump)
      #expect(first == 1 || code == 76, "\(first): \(said)")
    }
  }

  @Test func `what contradicts the question is a violation, and no order follows`() {
    let pump = pump()
    pump.with { $0.tamper = { if case .therapy = $0 { $0 = .status(Samples.status()) } } }
    let (code, said) = lab.run(["bolus", "5", "mcg", "--over", "5", "min", "--yes"], at: pump)
    #expect(code == 76 && said.contains("contradicts what it was asked"), "\(said)")
    #expect(pump.with { $0.done.isEmpty })
  }
}

/// Answers as they were heard, one of each kind.
private final class Heard: @unchecked Sendable {
  private(set) var replies: [Reply] = []

  func note(_ reply: Reply) {
    if !replies.contains(where: { $0.type == reply.type }) { replies.append(reply) }
  }
}

/// Answers that are one in everything but a number, which is at an extreme.
private enum Extremes {
  /// Those of the answers that were asked for already, by their content: most verbs hear the same.
  private static let known = Mutex<[[UInt8]: [Reply]]>([:])

  static func of(_ reply: Reply) -> [Reply] {
    let message = content(of: reply)
    if let found = known.withLock({ $0[message] }) { return found }
    let found = all(message, but: reply)
    known.withLock { $0[message] = found }
    return found
  }

  private static func all(_ message: [UInt8], but reply: Reply) -> [Reply] {
    var found: [Reply] = []
    for width in [1, 2, 4, 8] {
      guard message.count >= 4 + width else { continue }
      for place in 4...message.count - width {
        for value in [0, 1, UInt64.max - 1, .max] {
          var changed = message
          for byte in 0..<width {
            changed[place + byte] = UInt8(truncatingIfNeeded: value >> UInt64(8 * byte))
          }
          if let other = self.reply(in: changed), other != reply { found.append(other) }
        }
      }
    }
    return found
  }

  /// The content of an answer's frame in the open, without its checksum.
  private static func content(of reply: Reply) -> [UInt8] {
    var decoder = FrameDecoder()
    var position = 0
    let frame = Samples.frame(reply)
    _ = decoder.next(frame.span, from: &position)
    return decoder.withContent { span in span.indices.map { span[$0] } }
  }

  private static func reply(in content: [UInt8]) -> Reply? {
    let sum = CRC32C.checksum(content.span)
    let whole = content + (0..<4).map { UInt8(truncatingIfNeeded: sum >> UInt32(8 * $0)) } + [0]
    var frame: [UInt8] = [0]
    for part in whole.split(separator: 0, omittingEmptySubsequences: false).dropLast() {
      frame += [UInt8(part.count + 1)] + part
    }
    frame.append(0)
    var decoder = FrameDecoder()
    var position = 0
    while let event = decoder.next(frame.span, from: &position) {
      if event == .frame { return try? decoder.reply().1 }
    }
    return nil
  }
}
