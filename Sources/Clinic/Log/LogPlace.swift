import Quantities
import Telemetry

/// Up to where somebody who follows a pump's log has read it.
///
/// A pump may be set back to an earlier memory, and then writes other entries under numbers that
/// were read. ``search`` finds where its log and what was read part.
package struct LogPlace {
  /// The number of the entry that is awaited.
  package private(set) var next: UInt32 = 1
  /// The entries that were read last, in order.
  private var read: [ChainedEntry] = []

  /// How many entries are remembered: as many as a pump holds.
  private static let memory = 4096

  /// The place before the first entry.
  package init() {}

  /// What was collected from here on was read.
  package mutating func pass(_ collection: LogCollection) {
    next = max(next, Self.number(after: collection.newest))
    read += collection.entries
    read.removeFirst(max(0, read.count - Self.memory))
  }

  /// Looks, in a new session, for the place to go on from.
  package var search: LogPlaceSearch { LogPlaceSearch(next, read) }

  /// Goes on from where it was found; says whether the pump's memory was set back.
  package mutating func goOn(from found: LogPlaceSearch) -> Bool {
    defer { next = found.place }
    read.removeAll { $0.entry.sequence >= found.place }
    return found.place < next
  }

  /// The number behind another; the last one has none.
  fileprivate static func number(after last: UInt32) -> UInt32 { last == .max ? last : last + 1 }
}

/// Finds the number behind the last entry that was read and is the pump's still: from the newest
/// back, until one is the same by its chain value, which vouches for all before it. One that could
/// not be read then is passed over.
package struct LogPlaceSearch: LogCourse {
  /// The place, once ``wants`` is `nil`.
  package private(set) var place: UInt32
  /// The entries that the pump's are held against, the next last.
  private var read: [ChainedEntry]
  private var bounds: LogBoundsReading? = LogBoundsReading()
  private var oldest: UInt32 = 0
  /// The entry that is read anew, and the reading of it.
  private var looked: ChainedEntry?
  private var reading: LogReading?

  fileprivate init(_ next: UInt32, _ read: [ChainedEntry]) {
    place = next
    self.read = read
  }

  /// The first entry of the page to ask for now; `nil` when the place was found.
  package var wants: UInt32? { bounds?.wants ?? reading?.wants }

  /// The pump answered.
  package mutating func heard(_ answer: LogAnswer) throws(LogFault) {
    if var reading = bounds {
      try reading.heard(answer)
      bounds = reading.wants == nil ? nil : reading
      if bounds == nil { begin(reading.bounds) }
      return
    }
    guard var reading else { return }
    try reading.heard(answer)
    if reading.wants != nil {
      self.reading = reading
      return
    }
    self.reading = nil
    guard let looked, reading.stretch.entries.first?.chain != looked.chain else { return }
    place = looked.entry.sequence
    look()
  }

  private mutating func begin(_ bounds: ClosedRange<UInt32>?) {
    guard let bounds else {
      place = 1
      return
    }
    oldest = bounds.lowerBound
    place = min(place, LogPlace.number(after: bounds.upperBound))
    look()
  }

  /// Reads the newest entry before the place that was read before, if the pump still holds it.
  private mutating func look() {
    while let newest = read.popLast() {
      let number = newest.entry.sequence
      guard number < place else { continue }
      guard number >= oldest else { return }
      looked = newest
      reading = LogReading([number...number])
      return
    }
  }
}
