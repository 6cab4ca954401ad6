import ArgumentParser
import BoardBench
import BoardClient
import CommandEntry
import PumpText
import SerialLink
import Soak
import VerbOutput

/// `pump-soak board`.
struct BoardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "board", abstract: "Live lives on a board, in step with a pump here.",
    discussion: """
      All that a life's first pump goes through goes to a board too: the bytes of its programmers \
      on the pump's line, time, power and faults by the bench's port. After every step the board's \
      answers, byte for byte, its time, its physics and the hash over all that happened there are \
      held against the pump's here. What a bench cannot do to a board is left out of the lives: \
      memory that fails by itself, and loss of both records.

      Example: pump-soak board --ports tcp://127.0.0.1:7788,tcp://127.0.0.1:7789
      """)

  @Option(
    help: ArgumentHelp(
      "The board's two ports: its pump's line, and its bench's.", valueName: "line,bench"))
  var ports: String

  @Option(help: ArgumentHelp("The first of the seeds.", valueName: "N"))
  var from: UInt64 = 1

  @Option(
    help: ArgumentHelp("End with the life in which so many runs of bytes came.", valueName: "count")
  )
  var requests = 10_000

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard requests > 0 else { throw ValidationError("--requests is at least 1") }
    do throws(BoardLine.Problem) {
      _ = try BoardLine.addresses(ports)
    } catch {
      throw ValidationError("--ports \(ports): \(error.description).")
    }
    guard from > 0 else { throw ValidationError("--from is at least 1") }
  }

  func run() throws {
    let finding: BoardFinding
    do {
      finding = try live()
    } catch {
      StandardStreams.error("\(PumpSoak.name): \(error.description)")
      throw ExitCode(ProgramExitStatus.unavailable.rawValue)
    }
    try CommandEntry.print(
      json ? try JSONText.line(finding) : finding.words, json: json, as: PumpSoak.name)
    guard finding.complaint == nil else { throw ExitCode(1) }
  }

  private func live() throws(BoardLine.Problem) -> BoardFinding {
    let twin = try BoardTwin(ports)
    var finding = BoardFinding()
    var seed = from
    while twin.heard < requests, finding.complaint == nil {
      var scope = LifeScope(seed: seed)
      scope.without = [.memory, .loss]
      let life = Soak.live(scope) { device, plant, keys in
        twin.mirror(of: device, plant, keys: keys)
      }
      finding.lives += 1
      finding.strokes += life.strokes
      finding.complaint =
        twin.complaint.map { "seed \(seed): \($0)" }
        ?? life.failure.map { "seed \(seed), here: \($0)" }
      StandardStreams.progress("seed \(seed): \(twin.heard) of \(requests)")
      seed += 1
    }
    StandardStreams.progress("")
    finding.requests = twin.heard
    finding.steps = twin.steps
    let greeting = try twin.greeting()
    finding.stack_used = greeting.stack
    finding.stack_room = greeting.stackRoom
    finding.most_erasures = greeting.wear
    return finding
  }
}

/// What came of lives on a board.
struct BoardFinding: Encodable {
  var lives = 0
  var requests = 0
  var steps = 0
  var strokes: UInt64 = 0
  /// Bytes.
  var stack_used: UInt32 = 0
  var stack_room: UInt32 = 0
  var most_erasures: UInt32 = 0
  var complaint: String?

  var words: String {
    let lived =
      "\(lives) lives: \(requests) runs of bytes, \(steps) steps and \(strokes) strokes; the board"
      + " used \(stack_used) of \(stack_room) bytes of stack, and erased a page"
      + " \(most_erasures) times at most"
    guard let complaint else { return lived + "\nthe board and the pump here did the same" }
    return lived + "\n" + complaint
  }
}
