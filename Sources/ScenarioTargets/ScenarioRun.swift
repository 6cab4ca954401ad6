import BoardClient
import Dispatch
import FoundationEssentials
import PumpText
import Quantities
package import Scenario
import SerialLink
import Synchronization

/// Scripts played one after another, or several at once, each on a pump of its own or all on one.
package struct ScenarioRun: Sendable {
  /// Where scripts are played.
  package enum Place: Sendable {
    /// Each on a fresh pump in this process; one of a board goes in step with it, where its ports
    /// are named.
    case inProcess(board: String?)
    /// On the pump of a port.
    case port(String, card: String?, control: String?, archive: String?)
  }

  /// Something that happens while scripts are played.
  package enum Event: Sendable {
    case began(ScenarioPlan, number: Int, of: Int)
    case step(StepFinding, in: ScenarioPlan)
    case ended(ScenarioFinding)
  }

  package var place = Place.inProcess(board: nil)
  /// In place of the scripts' own seeds.
  package var seed: UInt64?
  package var keepsGoing = false
  package var jobs = 1
  /// Whether everything is only looked at.
  package var isDry = false
  package var isTraced = false
  private let programmer: ProgramVerbs

  /// The seed of a script that names none.
  package static let usualSeed: UInt64 = 1

  /// A run with the verbs of the programmer.
  package init(_ programmer: ProgramVerbs) { self.programmer = programmer }

  private struct State: ~Copyable {
    let signals: SignalPipe
    var next = 0
    var isStopped = false
    var findings: [Int: ScenarioFinding] = [:]
  }

  /// Plays them, and gives what came of each in their order.
  package func play(
    _ plans: [ScenarioPlan], heard: @escaping @Sendable (Event) -> Void
  ) throws -> [ScenarioFinding] {
    let state = Mutex(State(signals: try SignalPipe()))
    // One job needs no thread, and threads cost a short script more than it takes itself.
    if jobs == 1 {
      while playNext(plans, state, heard) {}
    } else {
      DispatchQueue.concurrentPerform(iterations: jobs) { _ in
        while playNext(plans, state, heard) {}
      }
    }
    let findings = state.withLock { $0.findings }
    return plans.indices.compactMap { findings[$0] }
  }

  private func playNext(
    _ plans: [ScenarioPlan], _ state: borrowing Mutex<State>, _ heard: (Event) -> Void
  ) -> Bool {
    let number = state.withLock { state in
      defer { state.next += 1 }
      return state.next
    }
    guard number < plans.count, !Self.isStopped(state) else { return false }
    heard(.began(plans[number], number: number + 1, of: plans.count))
    let start = MonotonicClock.milliseconds()
    var finding = play(plans[number], { Self.isStopped(state) }, heard)
    finding.milliseconds = MonotonicClock.milliseconds() - start
    heard(.ended(finding))
    state.withLock { $0.findings[number] = finding }
    return true
  }

  private static func isStopped(_ state: borrowing Mutex<State>) -> Bool {
    state.withLock { state in
      if (try? state.signals.next()) != nil { state.isStopped = true }
      return state.isStopped
    }
  }

  private func play(
    _ plan: ScenarioPlan, _ isStopped: () -> Bool, _ heard: (Event) -> Void
  ) -> ScenarioFinding {
    var finding = plan.newFinding
    do {
      let target = try target(for: plan, &finding)
      if let model = plan.script.model, model != target.model {
        finding.outcome = .skipped
        finding.reason = "it is for a \(model)"
        return finding
      }
      try withoutActuallyEscaping(isStopped) { isStopped in
        try withoutActuallyEscaping(heard) { heard in
          let player = ScenarioPlayer(plan, on: target, isStopped: isStopped) {
            heard(.step($0, in: plan))
          }
          try player.check()
          if !isDry { player.play(keepsGoing: keepsGoing, into: &finding) }
        }
      }
    } catch let error as ScriptError {
      finding.fail(.data, error.text)
    } catch let error as NoVerb {
      finding.fail(.unavailable, error.reason)
    } catch {
      finding.fail(.data, "\(error)")
    }
    return finding
  }

  private func target(
    for plan: ScenarioPlan, _ finding: inout ScenarioFinding
  ) throws -> any ScenarioTarget {
    let wanted = plan.script.pump
    switch place {
    case .inProcess(let board):
      let seed = seed ?? wanted.seed ?? Self.usualSeed
      finding.seed = seed
      do {
        let target = try InProcessTarget(
          plan.script, seed: seed, programmer: programmer, isTraced: isTraced, board: board)
        finding.target = target.name
        return target
      } catch let error as BoardLine.Problem {
        throw NoVerb(error.description)
      } catch {
        throw ScriptError(wanted.place ?? plan.script.place, "\(error)")
      }
    case .port(let port, let card, let control, let archive):
      let target = try PortTarget(
        port: port, card: card, control: control, archive: archive, programmer: programmer)
      finding.target = target.name
      let isMeant = plan.script.model.map { $0 == target.model } ?? true
      if isMeant, let misfit = target.misfit(plan.script) {
        throw ScriptError(wanted.place ?? plan.script.place, misfit)
      }
      return target
    }
  }
}

/// Scripts as files.
package enum ScriptFiles {
  /// Scripts that were read.
  package struct Reading {
    package let plans: [ScenarioPlan]
    /// The lengths and bytes of all files that were read for them, one after the other.
    package let bytes: [UInt8]
  }

  /// What was read, in its order: a reader calls from many places.
  private final class Log {
    var bytes: [UInt8] = []
  }

  /// The plans of scripts; a folder stands for the scripts in it, in the order of their names.
  /// - Parameter tags: Only scripts with one of these; all when there are none.
  package static func plans(
    _ paths: [String], only tags: [String]
  ) throws(ScriptError) -> [ScenarioPlan] {
    try reading(paths, only: tags).plans
  }

  /// The same, with all that was read for it.
  package static func reading(
    _ paths: [String], only tags: [String]
  ) throws(ScriptError) -> Reading {
    let log = Log()
    let reader = ScriptReader { path throws(ScriptReader.Unreadable) in
      let bytes = try bytes(path)
      log.bytes += Array("\(bytes.count)\n".utf8) + bytes
      return bytes
    }
    var plans: [ScenarioPlan] = []
    for path in paths {
      for file in try files(path) {
        let script = try reader.read(file)
        guard tags.isEmpty || !Set(tags).isDisjoint(with: script.tags) else { continue }
        plans += try ScenarioPlan.all(of: script)
      }
    }
    // What comes of a script depends on the files of its pumps, too: profiles and drug libraries.
    for path in Set(plans.flatMap { $0.script.filesOfPumps }).sorted() {
      guard let bytes = try? bytes(path) else { continue }
      log.bytes += Array("\(path.split(separator: "/").last ?? "") \(bytes.count)\n".utf8) + bytes
    }
    return Reading(plans: plans, bytes: log.bytes)
  }

  private static func files(_ path: String) throws(ScriptError) -> [String] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
      return [path]
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let scripts = names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
    guard !scripts.isEmpty else {
      throw ScriptError(ScriptPlace(path), "there is no script (*.yaml) in this folder")
    }
    return scripts.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
  }

  private static func bytes(_ path: String) throws(ScriptReader.Unreadable) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: path) else {
      throw ScriptReader.Unreadable("there is no such file")
    }
    let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    if let size, size > ScriptReader.longest {
      throw ScriptReader.Unreadable("it is longer than any script (1 MB)")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ScriptReader.Unreadable("the system does not let it be read")
    }
    return Array(data)
  }
}
