import Quantities
import Telemetry

/// Goes along a line of a trace file. Spec: traces.md.
struct TraceScanner {
  private let bytes: [UInt8]
  private var place: Int
  private let end: Int

  init(_ bytes: [UInt8], _ line: Range<Int>) {
    self.bytes = bytes
    place = line.lowerBound
    end = line.upperBound
    // A file that went through another system may have two bytes at the end of each line.
    isReturned = end > place && bytes[end - 1] == 0x0D
  }

  private let isReturned: Bool
  private var last: Int { isReturned ? end - 1 : end }

  var isAtEnd: Bool { place >= last }
  /// What is left of the line.
  var rest: Range<Int> { place..<max(place, last) }

  /// Goes over a text if it stands here.
  mutating func take(_ text: String) -> Bool {
    var next = place
    for byte in text.utf8 {
      guard next < last, bytes[next] == byte else { return false }
      next += 1
    }
    place = next
    return true
  }

  /// A whole number; `nil` where none stands here, or one that is too large.
  mutating func number() -> UInt64? {
    var value: UInt64 = 0
    let start = place
    while place < last, (0x30...0x39).contains(bytes[place]) {
      let (tens, isFull) = value.multipliedReportingOverflow(by: 10)
      let (sum, isFuller) = tens.addingReportingOverflow(UInt64(bytes[place] - 0x30))
      if isFull || isFuller { return nil }
      value = sum
      place += 1
    }
    return place > start ? value : nil
  }

  /// `day 3 07:05:00.250 (link 12.034 s) `, or `nil`.
  mutating func moment() -> TraceMoment? {
    guard take("day "), let day = number(), (1...100_000).contains(day), take(" "),
      let hours = number(),
      take(":"), let minutes = number(), take(":"), let seconds = number(), take("."),
      let thousandths = number(), take(" (link "), let link = number(), take("."),
      let linkThousandths = number(), take(" s) "),
      hours < 24, minutes < 60, seconds < 60, thousandths < 1000, linkThousandths < 1000,
      link < 1_000_000_000_000
    else { return nil }
    let second = (((day - 1) * 24 + hours) * 60 + minutes) * 60 + seconds
    return TraceMoment(
      therapy: TherapyTime(rawValue: second * 1000 + thousandths),
      link: LinkTime(rawValue: link * 1000 + linkThousandths))
  }

  /// What the words that follow are of.
  mutating func kind() -> TraceBook.Kind {
    if take(TraceWords.strokes) {
      guard let made = number() else { return .remark }
      guard take(" of "), let commanded = number() else {
        return .strokes(commanded: made, made: made)
      }
      return .strokes(commanded: commanded, made: made)
    }
    if take(TraceWords.toPump) { return .toPump }
    if take(TraceWords.fromPump) { return .fromPump }
    if take(TraceWords.record) || take(TraceWords.log) { return .write(isGood: !isFailedWrite) }
    if take(TraceWords.singleTone) { return alarms().map { .tone(.single, $0) } ?? .remark }
    if take(TraceWords.twoTone) { return alarms().map { .tone(.twoTone, $0) } ?? .remark }
    if take(TraceWords.order) { return .order }
    if take(TraceWords.powerFails) { return .power(isOn: false) }
    if take(TraceWords.starts) { return .power(isOn: true) }
    if take(TraceWords.patient) {
      return number().map { .received(Picograms(rawValue: $0)) } ?? .remark
    }
    if take(TraceWords.passed) { return .passed }
    return take(TraceWords.failed) ? .failed : .remark
  }

  private var isFailedWrite: Bool {
    let sign = Array(TraceWords.writeFailed.utf8)
    return last - place >= sign.count && Array(bytes[last - sign.count..<last]) == sign
  }

  /// `none`, or numbers with a comma between them.
  private mutating func alarms() -> AlarmSet? {
    var bits: UInt16 = 0
    if take("none") { return AlarmSet(bits: 0) }
    repeat {
      guard let number = number(), number < 16 else { return nil }
      bits |= 1 << UInt16(number)
    } while take(", ")
    return AlarmSet(bits: bits)
  }
}
