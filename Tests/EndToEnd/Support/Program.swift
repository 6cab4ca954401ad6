import Foundation
import SerialLink
import Synchronization

/// A program running in a process of its own, whose streams and end are as a test wants them. It is
/// killed if a test forgets it.
final class Program {
  private let process = Process()
  private let output = Pipe()
  private let errors: FileHandle
  private let ended = DispatchSemaphore(value: 0)
  /// What is to be done when it has ended; `nil` once it has.
  private let waiting = Waiting([])
  private var unread: [UInt8] = []
  /// What it wrote to its standard error, once it has ended.
  private var words: String?

  private final class Waiting: Sendable {
    private let bodies: Mutex<[@Sendable () -> Void]?>

    init(_ bodies: [@Sendable () -> Void]) { self.bodies = Mutex(bodies) }

    func withLock<Value: Sendable>(
      _ body: (inout [@Sendable () -> Void]?) -> Value
    ) -> Value { self.bodies.withLock { body(&$0) } }
  }

  /// Longer than anything here takes, in seconds, also on a machine that leaves a test no processor
  /// for minutes; then the program is killed. Shorter than the limit of the test, which then fails
  /// alone, and the others go on.
  private static let patience = 500

  /// A program of this project.
  static func path(_ name: String) throws -> String { try Programs.path(name) }

  /// The folder they are in.
  static var folder: String {
    get throws { URL(fileURLWithPath: try path("programmer")).deletingLastPathComponent().path }
  }

  /// Starts a program by its path. Its standard input is the terminal, or else `input`.
  /// - Parameter isRead: Whether anybody ever reads its output: if not, the reader has gone before
  ///   the program begins.
  init(
    _ path: String, _ arguments: [String], in directory: String, environment: [String: String],
    input: FileHandle = .nullDevice, at terminal: TestTerminal? = nil, isRead: Bool = true
  ) throws {
    // A file, so that it never fills up while nobody reads it; and one without a name.
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data().write(to: file)
    errors = try FileHandle(forUpdating: file)
    try FileManager.default.removeItem(at: file)
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    // The words are compared, so they are those of one locale, wherever the tests run; and no test
    // writes into the archive of whoever runs it.
    let own = [
      "LC_ALL": "C.UTF-8", "HOME": directory, "XDG_DATA_HOME": "\(directory)/data",
      "XDG_CONFIG_HOME": "\(directory)/config",
    ]
    process.environment = ProcessInfo.processInfo.environment.merging(own) { $1 }
      .merging(environment) { $1 }
    let keys: FileHandle = try terminal.map { try Self.keys(of: $0) } ?? input
    process.standardInput = keys
    process.standardOutput = output
    process.standardError = errors
    if !isRead { closeOutput() }
    process.terminationHandler = { [ended, waiting] _ in
      ended.signal()
      let bodies = waiting.withLock { waiting in
        defer { waiting = nil }
        return waiting ?? []
      }
      for body in bodies { body() }
    }
    try process.run()
    let number = process.processIdentifier
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Self.patience)) {
      [weak process] in if process?.isRunning == true { kill(number, SIGKILL) }
    }
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    closeFiles()
  }

  /// A terminal as a standard input; it is to be that of the program, and not of the tests.
  private static func keys(of terminal: TestTerminal) throws -> FileHandle {
    let number = unsafe open(terminal.path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard number >= 0 else { throw CocoaError(.fileReadUnknown) }
    return FileHandle(fileDescriptor: number, closeOnDealloc: true)
  }

  /// A `Process` outlives its use, and its files with it; more than a thousand of them at once are
  /// too many for the next one to start.
  private func closeFiles() {
    try? output.fileHandleForReading.close()
    try? errors.close()
  }

  var processID: Int32 { process.processIdentifier }

  var isRunning: Bool { process.isRunning }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// The next line of its output; `nil` when it has ended instead.
  func nextLine() -> String? {
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        defer { unread.removeSubrange(...end) }
        return String(decoding: unread[..<end], as: UTF8.self)
      }
      if words != nil { return nil }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      unread += more
    }
  }

  /// Stops reading its output, as `head` does.
  func closeOutput() { try? output.fileHandleForReading.close() }

  /// Waits for its end, and takes the rest of its output.
  func wait() -> Finished {
    let rest = words == nil ? (try? output.fileHandleForReading.readToEnd()) ?? nil : nil
    return finish(unread + (rest ?? Data()))
  }

  /// Does something once it has ended, on another thread.
  func whenEnded(_ body: @escaping @Sendable () -> Void) {
    let isLate = waiting.withLock { waiting in
      waiting?.append(body)
      return waiting == nil
    }
    if isLate { body() }
  }

  /// Waits for its end without keeping a thread from other tests meanwhile, and takes the rest of
  /// its output.
  func end() async -> Finished {
    await withCheckedContinuation { continuation in whenEnded { continuation.resume() } }
    return wait()
  }

  /// Waits for its end when its output was closed or is of no interest.
  @discardableResult
  func waitForEnd() -> Int32 { finish([]).code }

  private func finish(_ bytes: [UInt8]) -> Finished {
    ended.wait()
    ended.signal()
    if words == nil {
      try? errors.seek(toOffset: 0)
      words = String(decoding: (try? errors.readToEnd()) ?? Data(), as: UTF8.self)
      closeFiles()
    }
    let isExit = process.terminationReason == .exit
    return Finished(
      code: isExit ? process.terminationStatus : 128 + process.terminationStatus,
      output: String(decoding: bytes, as: UTF8.self), errors: words ?? "")
  }
}
