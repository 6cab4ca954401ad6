import FoundationEssentials
import PumpLinkTesting
import SerialLink

/// A shell that the pump is a child of. It waits for words on its input; once that ends, which it
/// does in whatever way this process ends, it ends the pump and removes the folder.
struct Supervisor: ~Copyable {
  private static let script = """
    folder=$1 program=$2; shift 2
    stop() {
      { kill "-$1" "$pump"; kill -CONT "$pump"; wait "$pump"; } 2>/dev/null
      code=$?; pump=
    }
    while read -r word rest; do
      case $word in
        start)
          "$program" run --clock "$rest" "$@" </dev/null 2>>"$folder/.words" &
          pump=$!; echo "number $pump" ;;
        stop) stop "$rest"; echo "ended $code" ;;
      esac
    done
    [ -z "$pump" ] || stop TERM
    rm -rf "$folder"
    """

  private let folder: String
  private var shell: PipedProgram?
  private var port: SerialPort?
  private var unread: [UInt8] = []
  /// What the pump said when it was ready.
  private(set) var ready = JSONValue.null
  /// What it said later, as far as it is known: it is read when the pump ends.
  private(set) var output = ""
  /// The number of its process.
  private(set) var number: Int32 = 0

  /// How long a pump may take to come up or to end, in ms of real time: far more than it does on a
  /// machine that has much else to do.
  private static let patience: UInt64 = 120_000

  /// A supervisor of `PumpFirmwareSim`, a program with options.
  init(_ program: String, _ options: [String], folder: String, registry: String) throws {
    self.folder = folder
    shell = try PipedProgram(
      "/bin/sh", ["-c", Self.script, "pumplink-supervisor", folder, program] + options,
      environment: ["LC_ALL": "C.UTF-8", "PUMPLINK_RUNTIME_DIR": registry],
      named: "the pump's supervisor")
  }

  /// What the pump has said for people.
  var words: String {
    let data = (try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/.words"))) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }

  /// Keeps the port of a pump that is killed now: else another could be given it, and whoever still
  /// looks for this pump would meet a stranger there.
  mutating func keepPort() {
    port = ready.link.string.flatMap { try? SerialPort(opening: $0, exclusive: false) }
  }

  /// Ends everything and waits for that.
  mutating func close() { shell = nil }

  /// Starts the pump with a clock, and waits until it is ready.
  mutating func start(clock: String) throws {
    defer { port = nil }
    try say("start \(clock)")
    var isNumbered = false
    var isReady = false
    while !isNumbered || !isReady {
      let line = try nextLine()
      if let number = line.split(separator: " ").last.flatMap({ Int32($0) }) {
        self.number = number
        isNumbered = true
      } else {
        ready = JSONValue(parsing: line)
        isReady = true
        guard ready.event == "ready" else {
          throw BenchProblem("the pump did not come up: \(line) \(words)")
        }
      }
    }
  }

  /// Ends the pump by a signal, and gives its exit code.
  mutating func stop(_ signal: RunningProgram.Signal) throws -> Int32 {
    try say("stop \(signal.rawValue)")
    while true {
      let line = try nextLine()
      let words = line.split(separator: " ")
      if words.count == 2, words[0] == "ended", let code = Int32(words[1]) { return code }
      output += line + "\n"
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
