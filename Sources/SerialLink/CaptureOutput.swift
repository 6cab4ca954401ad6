package import CaptureFiles
import Glibc

/// Where a capture goes: a file, to whose end it is added, a pipe, or standard output.
///
/// Each block is handed to the system at once and whole, so that what was written stays readable
/// whatever becomes of the program.
package struct CaptureOutput: ~Copyable {
  /// The name that stands for standard output.
  package static let standard = "-"

  private let output: NamedFile.Output
  /// When it was opened, in ns since 1970, and the time on the line then.
  private let start: UInt64
  private let startTime: UInt64

  /// Opens it, before anything is done that is to be captured.
  ///
  /// A file that is there has to be a capture that ends with a whole block, and nobody else may be
  /// writing it; a new one is for its owner alone. Standard output is taken from everything else
  /// that prints: its words go to standard error from here on.
  /// - Parameter time: The time on the line now, in ns; see ``nanoseconds(_:)``.
  package init(_ path: String, at time: UInt64) throws(NamedFile.Failure) {
    output = try Self.opened(path)
    start = WallTime.nanoseconds()
    startTime = time
  }

  private static func opened(_ path: String) throws(NamedFile.Failure) -> NamedFile.Output {
    guard path != standard else {
      return NamedFile.Output(try StandardStreams.lendOutput(), patience: 0, asksFirst: true)
    }
    let file = try NamedFile(path)
    if file.kind == .regular { try check(file.path) }
    let output = try file.openToAppend(patience: 0)
    if file.kind != .stream { try output.lock() }
    return output
  }

  /// A moment of the line, in ns since 1970, from the time on the line: what has passed since the
  /// capture was opened is added to when that was.
  package borrowing func nanoseconds(_ time: UInt64) -> UInt64 {
    start + (time > startTime ? time - startTime : 0)
  }

  /// Writes a block.
  package borrowing func write(_ block: [UInt8]) throws(NamedFile.Failure) {
    try output.write(block)
  }

  /// Who writes here.
  /// - Parameter program: The program and its version.
  package static func author(_ program: String) -> CaptureAuthor {
    var name = utsname()
    guard unsafe uname(&name) == 0 else {
      return CaptureAuthor(hardware: "", system: "", program: program)
    }
    let system = Self.text(name.sysname) + " " + Self.text(name.release)
    return CaptureAuthor(
      hardware: Self.text(name.machine), system: system, program: program)
  }

  private static func text<Letters>(_ letters: Letters) -> String {
    unsafe withUnsafeBytes(of: letters) { raw in
      unsafe String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  /// Makes sure that more can be added to a file.
  private static func check(_ path: String) throws(NamedFile.Failure) {
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard number >= 0 else { throw NamedFile.Failure("read") }
    let file = Descriptor(owning: number, path: path)
    let size = Int(lseek(file.number, 0, SEEK_END))
    if size == 0 { return }
    let fits =
      size >= 28 && word(file, at: 0) == 0x0A0D_0D0A
      && word(file, at: size - 4).map { length in
        length % 4 == 0 && length >= 12 && Int(length) <= size
          && word(file, at: size - Int(length) + 4) == length
      } == true
    guard !fits else { return }
    throw NamedFile.Failure(
      "written",
      "a file is there that is no whole pcapng capture, and adding to it would spoil both; name "
        + "another")
  }

  /// A number of a file, lowest byte first.
  private static func word(_ file: borrowing Descriptor, at place: Int) -> UInt32? {
    var value: UInt32 = 0
    let count = unsafe pread(file.number, &value, 4, place)
    return count == 4 ? UInt32(littleEndian: value) : nil
  }
}

/// The time of the world.
enum WallTime {
  /// Nanoseconds since 1970.
  static func nanoseconds() -> UInt64 {
    var time = timespec()
    let result = unsafe clock_gettime(CLOCK_REALTIME, &time)
    precondition(result == 0, "every Linux has CLOCK_REALTIME")
    return UInt64(max(0, time.tv_sec)) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
