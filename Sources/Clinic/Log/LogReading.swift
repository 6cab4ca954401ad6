package import Telemetry

/// What a pump says to a request for a page of its log.
package enum LogAnswer: Equatable {
  case page(LogPage)
  /// It holds no such entry, and names one that it holds; zero when it holds none.
  case noSuchEntry(nearest: UInt32)
}

/// What makes a log that is read one that cannot be believed.
package enum LogFault: Error, Equatable {
  /// The pump contradicts itself about how far its log goes back.
  case bounds
  /// It gave another page than it was asked for.
  case otherPage
}

/// What reads a pump's log page by page. Ask for the page that begins with ``wants`` and hand it in
/// with ``heard(_:)``, until it is `nil`.
package protocol LogCourse {
  /// The first entry of the page to ask for now; `nil` when there is nothing more to ask.
  var wants: UInt32? { get }

  /// The pump answered.
  mutating func heard(_ answer: LogAnswer) throws(LogFault)
}

/// How far back a pump's log goes.
package struct LogBoundsReading: LogCourse {
  /// The first entry of the page to ask for now.
  package private(set) var wants: UInt32? = 1
  /// The entries that the pump holds; `nil` for an empty log.
  package private(set) var bounds: ClosedRange<UInt32>?
  private var isSecond = false

  package init() {}

  /// The pump answered.
  package mutating func heard(_ answer: LogAnswer) throws(LogFault) {
    wants = nil
    switch answer {
    case .noSuchEntry(let nearest):
      // A pump that has no entry where it said that it has one has none that can be read.
      if nearest > 0 && !isSecond { wants = nearest }
      isSecond = true
    case .page(let page):
      guard page.newest > 0 else { return }
      guard page.oldest > 0, page.oldest <= page.newest else { throw .bounds }
      bounds = page.oldest...page.newest
    }
  }
}

/// The entries of some ranges, page by page. What is overwritten or damaged is named, not left out.
package struct LogReading: LogCourse {
  /// What was read so far.
  package private(set) var stretch = LogStretch()
  /// The ranges that are still to be read, the next last.
  private var ranges: [ClosedRange<UInt32>]

  /// Ranges in their order.
  package init(_ ranges: [ClosedRange<UInt32>]) {
    self.ranges = ranges.reversed().filter { $0.lowerBound > 0 && $0.lowerBound < .max }
  }

  /// The first entry of the page to ask for now.
  package var wants: UInt32? { ranges.last?.lowerBound }

  /// The pump answered.
  package mutating func heard(_ answer: LogAnswer) throws(LogFault) {
    guard let range = ranges.popLast() else { return }
    var next = range.lowerBound
    switch answer {
    case .noSuchEntry:
      stretch.miss(next)
      next += 1
    case .page(let page):
      // A page that begins elsewhere would be read for ever.
      guard page.first == next else { throw .otherPage }
      next = stretch.take(page, through: range.upperBound)
    }
    if next <= range.upperBound && next < .max { ranges.append(next...range.upperBound) }
  }
}
