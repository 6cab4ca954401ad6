import ClientJudge
import FoundationEssentials
import PumpSimulator
import PumpText
import Quantities
import Scenario
import SerialLink
import Telemetry
import VerbOutput

/// Somebody else's programmer, run beside the pump with the pump in its environment.
struct ClientCommand {
  private let words: [String]?
  private let environment: [String: String]
  /// The path of this program, for a script that tries it as a stranger's.
  static let ownProgram: String = {
    let own = "/proc/self/exe"
    return (try? FileManager.default.destinationOfSymbolicLink(atPath: own)) ?? own
  }()

  /// How long it has, in real time.
  private static let limit = Milliseconds.seconds(60)

  /// A command of words; `anybody` stands for whoever opens the port.
  init(_ words: [String], _ environment: [String: String]) {
    self.words = words == ["anybody"] ? nil : words
    self.environment = environment
  }

  /// It as a step at a pump in this process, whose port is made for it; `begin` is done before it
  /// is started.
  func verb(
    at pump: PumpInProcess, link: String, before begin: @escaping () -> Void
  ) -> ScenarioVerb {
    ScenarioVerb(question: .nothing, hasJSON: true) {
      begin()
      if words == nil {
        StandardStreams.error("open \(link) within \(Self.limit.rawValue / 1000) s\n")
      }
      do throws(SerialError) {
        let visit = try pump.serve(
          words, environment: environment.merging(["PUMPLINK_PORT": link]) { $1 }, at: link,
          within: Self.limit)
        return Self.outcome(of: visit)
      } catch {
        return Self.outcome(of: error)
      }
    }
  }

  /// It as a step at a pump of a port, of which only the exit code is known.
  func verb(atPort port: String, in folder: String) -> ScenarioVerb {
    let words = words
    let obstacle =
      words == nil ? "who opens \(port) is not seen from here; play it without --port" : nil
    return ScenarioVerb(question: .nothing, hasJSON: true, obstacle: obstacle) {
      do throws(SerialError) {
        let found = try CommandOutput.run(
          words ?? [], environment: environment, into: folder + "/client.out")
        return Self.outcome(of: ClientJSON(exit_code: found.code), found.output)
      } catch {
        return Self.outcome(of: error)
      }
    }
  }

  private static func outcome(of visit: PumpInProcess.Visit) -> VerbOutcome {
    let code: Int32 =
      switch visit.end {
      case .ended(let end): end.exitCode
      // As timeout(1) has it.
      case .overdue: 124
      }
    return outcome(of: ClientJSON(exit_code: code, visit.conduct), visit.output)
  }

  private static func outcome(of json: ClientJSON, _ output: String) -> VerbOutcome {
    let words = (json.exit_code == 124 ? "it did not end in time, and was ended\n" : "") + output
    return VerbOutcome(
      code: json.exit_code, output: (try? JSONText.line(json)) ?? "", words: words)
  }

  private static func outcome(of error: SerialError) -> VerbOutcome {
    VerbOutcome(
      code: ProgramExitStatus.unavailable.rawValue, output: "", words: error.description + "\n")
  }
}

/// What a client did, as a script looks into it. Spec: scenarios.md, "Somebody else's programmer".
private struct ClientJSON: Encodable {
  let outcome: String
  let exit_code: Int32
  var sessions: Int?
  var frames_sent: Int?
  var bytes_sent: Int?
  var took_ms: UInt64?
  /// The orders that it gave, by their names.
  var orders: [String]?
  /// What the pump carried out of them.
  var carried_out: [String]?
  /// The rules that it broke, a sentence each.
  var breaches: [String]?

  init(exit_code: Int32) {
    outcome = ProgramExitStatus(rawValue: exit_code)?.name ?? "failed"
    self.exit_code = exit_code
  }

  init(exit_code: Int32, _ conduct: Conduct) {
    self.init(exit_code: exit_code)
    sessions = conduct.sessions.count
    frames_sent = conduct.sent.frames
    bytes_sent = conduct.sent.bytes
    took_ms = conduct.time.rawValue
    orders = conduct.orders.map { "\($0.order.body.type.wireName)" }
    carried_out = conduct.carriedOut.map { "\($0.type.wireName)" }
    breaches = conduct.breaches.map(\.words)
  }
}
