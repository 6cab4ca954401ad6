import FoundationEssentials
import PumpLinkTesting
import SerialLink

/// A shell that the pump is a child of. It waits for words on its input; once that ends, which it
/// does in whatever way this process ends, it ends the pump and removes the folder.
struct Supervisor: ~Copyable {
  private static let script = """
    folder=$1; shift
    stop() { { kill "-$1" "$pump"; wait "$pump"; } 2>/dev/null; code=$?; pump=; }
    while read -r word; do
      case $word in
        start) "$@" </dev/null 2>>"$folder/words" & pump=$! ;;
        kill) stop KILL; echo "ended $code" ;;
        end) stop TERM; echo "ended $code" ;;
      esac
    done
    [ -z "$pump" ] || stop TERM
    rm -rf "$folder"
    """

  private let folder: String
  private var shell: PipedProgram?
  private var port: SerialPort?
  private var unread: [UInt8] = []

  /// How long a pump may take to come up or to end, in ms of real time: far more than it does on a
  /// machine that has much else to do.
  private static let patience: UInt64 = 120_000

  init(_ command: [String], folder: String) throws {
    self.folder = folder
    shell = try PipedProgram(
      "/bin/sh", ["-c", Self.script, "pumplink-supervisor", folder] + command,
      environment: ["LC_ALL": "C.UTF-8", "PUMPLINK_RUNTIME_DIR": folder],
      named: "the pump's supervisor")
  }

  /// Keeps the port of a pump that is killed now: else another could be given it, and whoever still
  /// looks for this pump would meet a stranger there.
  mutating func keepPort() { port = try? SerialPort(opening: "\(folder)/pump", exclusive: false) }

  /// Ends everything and waits for that.
  mutating func close() { shell = nil }

  /// Starts the pump, and waits until it is ready.
  mutating func start() throws {
    defer { port = nil }
    try say("start")
    struct Event: Decodable { let event: String }
    let line = try nextLine()
    let event = try? JSONDecoder().decode(Event.self, from: Data(line.utf8)).event
    guard event == "ready" else {
      let words = (try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/words"))) ?? Data()
      throw BenchProblem(
        "the pump did not come up: \(line) \(String(decoding: words, as: UTF8.self))")
    }
  }

  /// Ends the pump in a way, and gives its exit code.
  mutating func stop(_ word: String) throws -> Int32 {
    try say(word)
    while true {
      let words = try nextLine().split(separator: " ")
      if words.count == 2, words[0] == "ended", let code = Int32(words[1]) { return code }
    }
  }

  private func say(_ word: String) throws {
    let line = Array((word + "\n").utf8)
    guard try shell?.write(line) == line.count else {
      throw BenchProblem("the pump's supervisor is gone")
    }
  }

  private mutating func nextLine() throws -> String {
    let end = MonotonicClock.milliseconds() + Self.patience
    var buffer = [UInt8](repeating: 0, count: 4096)
    var set = PollSet(capacity: 1)
    while true {
      if let place = unread.firstIndex(of: UInt8(ascii: "\n")) {
        defer { unread.removeSubrange(...place) }
        return String(decoding: unread[..<place], as: UTF8.self)
      }
      let now = MonotonicClock.milliseconds()
      guard now < end, let number = shell?.fileDescriptor else {
        throw BenchProblem("the pump's supervisor says nothing")
      }
      set.removeAll()
      set.add(number, .readable)
      try set.wait(timeoutMilliseconds: Int(end - now))
      switch try shell?.read(into: &buffer) {
      case .bytes(let count)?: unread += buffer.prefix(count)
      case .wouldBlock?: break
      case .closed?, nil: throw BenchProblem("the pump's supervisor has ended")
      }
    }
  }
}
