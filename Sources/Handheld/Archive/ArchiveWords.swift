import ClinicText
import GRDB
import PumpText

/// What kept the archive from being used, in words for the person at the programmer.
enum ArchiveWords {
  /// The way out for somebody who cannot mend the archive now.
  static let advice: FaceText =
    "Nothing was sent to the pump. Name another file with \(.nameArchive), or record nothing with "
    + "\(.recordNothing)"

  static func newer(_ path: String) -> ProgrammerError {
    ProgrammerError(
      .configuration,
      "\(path): this archive was written by a newer programmer, and this one would not know what "
        + "it leaves out. It was not changed", advice: advice)
  }

  static func foreign(_ path: String) -> ProgrammerError {
    ProgrammerError(
      .data, "\(path): this is no archive of visits; it was not changed", advice: advice)
  }

  /// What is there can be no archive.
  static func unusable(_ path: String, _ reason: String) -> ProgrammerError {
    ProgrammerError(.data, "\(path): \(reason); it was not changed", advice: advice)
  }

  static func unwritable(_ path: String) -> ProgrammerError {
    ProgrammerError(
      .configuration, "\(path): the archive cannot be written here", advice: advice)
  }

  static func missing(_ path: String) -> ProgrammerError {
    ProgrammerError(
      .configuration,
      "\(path): there is no archive yet. The first visit makes one; or name another with "
        + "\(.nameArchive)")
  }

  static func error(_ error: any Error, _ path: String) -> ProgrammerError {
    if let known = error as? ProgrammerError { return known }
    guard let failure = error as? DatabaseError else {
      return ProgrammerError(
        .io, "\(path): the archive cannot be used: \(String(describing: error))", advice: advice)
    }
    switch failure.resultCode {
    case .SQLITE_NOTADB: return foreign(path)
    case .SQLITE_CORRUPT:
      return ProgrammerError(
        .data, "\(path): the archive is damaged, and nothing more is written to it", advice: advice)
    case .SQLITE_FULL:
      return ProgrammerError(
        .io, "\(path): the disk is full, so nothing can be recorded", advice: advice)
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return unwritable(path)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return ProgrammerError(
        .io, "\(path): another program keeps the archive busy; try again", advice: advice)
    default:
      return ProgrammerError(
        .io, "\(path): the archive cannot be used: \(failure.message ?? "no reason")",
        advice: advice)
    }
  }
}
