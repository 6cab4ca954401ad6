import ClinicText
import PumpText
import SerialLink

/// Where a report is to be written: whole or not at all, or into a pipe or a device.
package struct ReportWriter: ~Copyable {
  /// The file as it was named.
  private let name: String
  private let file: NamedFile
  private let isForced: Bool
  /// The pipe or device, held open from the beginning on: its reader is there now.
  private let stream: NamedFile.Output?

  /// How long the reader of a pipe may take to make room, in ms.
  private static let patience = 10_000

  /// Throws unless a file may be written there: it is checked before a pump is asked for anything.
  package init(_ path: String, isForced: Bool) throws {
    let file = try Self.checked(path) { () throws(NamedFile.Failure) in try NamedFile(path) }
    if file.kind != .stream && !file.isPlaceWritable {
      throw ProgrammerError(
        .usage, "\(file.folder) is no directory that can be written to. Nothing was written")
    }
    guard file.kind == .missing || isForced else {
      let way = file.kind == .stream ? "write into it: it is a pipe or a device" : "replace it"
      throw ProgrammerError(
        .usage, "\(path) is there already. Nothing was written; add \(.writeOver) to \(way)")
    }
    let stream = try Self.checked(path) { () throws(NamedFile.Failure) -> NamedFile.Output? in
      file.kind == .stream ? try file.openToAppend(patience: Self.patience) : nil
    }
    self.init(name: path, file: file, isForced: isForced, stream: stream)
  }

  private init(
    name: String, file: NamedFile, isForced: Bool, stream: consuming NamedFile.Output?
  ) {
    self.name = name
    self.file = file
    self.isForced = isForced
    self.stream = stream
  }

  private static func checked<Value: ~Copyable>(
    _ path: String, _ body: () throws(NamedFile.Failure) -> Value
  ) throws -> Value {
    do throws(NamedFile.Failure) {
      return try body()
    } catch {
      throw ProgrammerError(
        .usage, "\(path): the report cannot be written (\(error.reason)). Nothing was written")
    }
  }

  /// Writes the report. It is about a patient: its owner alone may read it, unless it replaces one
  /// that others may.
  package borrowing func write(_ text: String) throws {
    let bytes = Array(text.utf8)
    do throws(NamedFile.Failure) {
      if try stream?.write(bytes) != nil { return }
      // It does not replace what somebody put there meanwhile.
      try file.put(bytes, replacing: isForced)
    } catch {
      throw ProgrammerError(
        .io,
        "\(name): the report could not be \(error.step) (\(error.reason)). The pump's therapy is "
          + "not affected")
    }
  }
}
