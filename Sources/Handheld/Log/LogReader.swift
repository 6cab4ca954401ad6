package import Clinic
import ClinicText
import PumpText
import SerialLink
import Telemetry

/// Reads the log of a pump page by page, as a course of it asks.
package struct LogReader {
  /// Asks for the page that begins with an entry.
  let page: (_ first: UInt32) throws -> LogAnswer

  /// Drives a course to its end.
  func drive(_ course: inout some LogCourse) throws {
    let progress = Progress()
    while let first = course.wants {
      progress.tell("reading the log, from entry \(first) on")
      let answer = try page(first)
      do throws(LogFault) {
        try course.heard(answer)
      } catch {
        throw ProgrammerError(.protocolViolation, FaceText(error.words))
      }
    }
  }

  /// The entries that the pump holds now; `nil` for an empty log.
  package func bounds() throws -> ClosedRange<UInt32>? {
    var reading = LogBoundsReading()
    try drive(&reading)
    return reading.bounds
  }

  /// Reads a range of entries. What is overwritten or damaged is named, not left out.
  package func read(from first: UInt32, through last: UInt32) throws -> LogStretch {
    var reading = LogReading(first <= last ? [first...last] : [])
    try drive(&reading)
    return reading.stretch
  }
}

extension LogFault {
  /// What a person is told.
  fileprivate var words: String {
    switch self {
    case .bounds: "the pump contradicts itself about how far its log goes back"
    case .otherPage:
      "the pump gave another page of its log than it was asked for. Nothing was changed"
    }
  }
}

/// The log of a pump, with what the archive has of it; what is read and sound is kept there.
package struct ArchivedLog {
  let reader: LogReader
  let archive: Archive?
  let serial: String

  /// The entries from a number on, or so many of the newest. What the archive has is not read
  /// again.
  package func entries(from first: UInt32, last count: Int? = nil) throws -> LogCollection {
    var collector = LogCollector(from: first, last: count, archived: try archived)
    try reader.drive(&collector)
    return try kept(collector.result)
  }

  /// The check of the whole log: every entry is read from the pump, whatever the archive has of it.
  package func check() throws -> LogCollection {
    var verifier = LogVerifier(archived: try archived)
    try reader.drive(&verifier)
    return try kept(verifier.result)
  }

  private var archived: [ChainedEntry] {
    get throws { try archive?.logEntries(serial: serial) ?? [] }
  }

  private func kept(_ collection: LogCollection) throws -> LogCollection {
    if !collection.toArchive.isEmpty { try archive?.add(collection.toArchive, serial: serial) }
    return collection
  }
}
