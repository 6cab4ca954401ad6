import CommandEntry
import Console
import FoundationEssentials
import PumpText
import SerialLink

/// Asks a running pump something over its control socket, and prints the answer.
final class ControlClient {
  private let socket: String
  private let patience: Patience
  /// Whether something was done to the pump already.
  private var hasChanged = false

  /// How long a pump may take, in ms.
  struct Patience {
    /// To take the request, of which it gives a sign at once; it serves one bench after the other.
    var sign: UInt64 = 30_000
    /// To answer: a jump of a hundred years, every tone sounded and not optimised, is well within.
    var answer: UInt64 = 600_000
  }

  init(_ socket: String, patience: Patience = Patience()) {
    self.socket = socket
    self.patience = patience
  }

  /// Asks for something and prints what comes back.
  func request<Report: BenchReport>(
    _ method: ControlMethod, _ parameters: ControlRequest.Parameters? = nil, as report: Report.Type,
    json: Bool
  ) throws {
    let report = try ask(method, parameters, as: Report.self)
    let outcome: VerbAnswer.Outcome = method.isReading ? .read : .done
    let line = json ? try JSONText.line(VerbAnswer(outcome, report)) : ""
    do throws(SerialError) {
      if json {
        try StandardStreams.print(json: line)
      } else {
        try StandardStreams.print(report.words(on: StandardStreams.outputPaper))
      }
    } catch {
      throw judged(.io, "the answer could not be printed: \(error.description)")
    }
  }

  /// An error as it is to be reported: what was done before it stays done, so it must not end in a
  /// code that says that nothing was.
  private func judged(_ cause: SimulatorError.Cause, _ words: String) -> SimulatorError {
    hasChanged && cause.fate == .notCarriedOut
      ? SimulatorError(.untold, "it was done; do not do it again. But \(words)")
      : SimulatorError(cause, words)
  }

  /// Asks for something and gives back what comes. Throws with a cause that is true of all that was
  /// asked for so far.
  func ask<Report: BenchReport>(
    _ method: ControlMethod, _ parameters: ControlRequest.Parameters? = nil, as report: Report.Type
  ) throws -> Report {
    do {
      return try askOnce(method, parameters, as: Report.self)
    } catch let error as SimulatorError {
      throw judged(error.cause, error.description)
    } catch let error as SerialError where hasChanged {
      throw judged(.io, error.description)
    }
  }

  private func askOnce<Report: BenchReport>(
    _ method: ControlMethod, _ parameters: ControlRequest.Parameters?, as report: Report.Type
  ) throws -> Report {
    let isChange = !method.isReading
    let connection = try connect()
    let request = ControlRequest(id: .number(1), method: method.rawValue, params: parameters)
    let line = Array(try JSONText.line(request).utf8)
    guard try connection.write(line) == line.count else {
      throw SimulatorError(.io, "\(socket): the pump did not take the request")
    }
    let text = try readLine(connection, isChange)
    let answer = try? JSONDecoder().decode(Answer<Report>.self, from: Data(text))
    if let failure = answer?.error, failure.code == Failure.notSaved {
      throw SimulatorError(.untold, failure.message)
    }
    if let failure = answer?.error {
      throw SimulatorError(.refused, "the pump refused \(method.rawValue): \(failure.message)")
    }
    guard let report = answer?.result else {
      throw SimulatorError(
        isChange ? .unknown : .protocolViolation,
        "\(socket): the answer is none; is this a pump's control socket?" + Self.doubt(isChange))
    }
    hasChanged = hasChanged || isChange
    return report
  }

  /// An answer with what the method gives back.
  private struct Answer<Report: Decodable>: Decodable {
    var result: Report?
    var error: Failure?
  }

  private func connect() throws -> UnixConnection {
    do throws(SerialError) {
      return try UnixConnection(connectingTo: socket)
    } catch {
      guard error.kind == .notFound else { throw error }
      throw SimulatorError(
        .unavailable, "\(socket): no pump answers here; is it running, and is this its --control?")
    }
  }

  private func readLine(
    _ connection: borrowing UnixConnection, _ isChange: Bool
  ) throws -> [UInt8] {
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    var set = PollSet(capacity: 1)
    set.add(connection.fileDescriptor, .readable)
    let start = MonotonicClock.milliseconds()
    while text.last != UInt8(ascii: "\n") {
      let end = start + (text.isEmpty ? patience.sign : patience.answer)
      let now = MonotonicClock.milliseconds()
      if now >= end { throw silence(isTaken: !text.isEmpty, isChange) }
      let result: ReadResult
      do throws(SerialError) {
        try set.wait(timeoutMilliseconds: Int(end - now))
        result = try connection.read(into: &buffer)
      } catch {
        throw unanswered(error.description, isChange)
      }
      switch result {
      case .bytes(let count): text += buffer.prefix(count)
      case .wouldBlock: break
      case .closed:
        throw unanswered("\(socket): the pump ended before it answered", isChange)
      }
    }
    return text
  }

  /// The request is out, and its answer is lost.
  private func unanswered(_ words: String, _ isChange: Bool) -> SimulatorError {
    SimulatorError(isChange ? .unknown : .io, words + Self.doubt(isChange))
  }

  /// What it means that nothing comes. A request that lies in the socket may still be done.
  private func silence(isTaken: Bool, _ isChange: Bool) -> SimulatorError {
    let seconds = (isTaken ? patience.answer : patience.sign) / 1000
    return SimulatorError(
      isChange ? .unknown : .unavailable,
      isTaken
        ? "\(socket): the pump took the request and did not answer within \(seconds) s"
          + Self.doubt(isChange)
        : "\(socket): nothing came within \(seconds) s. This is no pump's control socket, or "
          + "the pump is held, or still works for another bench" + Self.doubt(isChange))
  }

  private static func doubt(_ isChange: Bool) -> String {
    isChange ? ". Nobody knows whether it was done; look at `ctl truth` before it is repeated" : ""
  }
}

/// Something the bench is told, for programs and for people.
protocol BenchReport: Codable {
  /// All of it in lines for people.
  var words: String { get }
  /// All of it in lines for people, on paper of some width.
  func words(on paper: Paper) -> String
}

extension BenchReport {
  func words(on paper: Paper) -> String { words }
}

extension TruthReport: BenchReport {}
extension FaultsReport: BenchReport {}
extension WithdrawalReport: BenchReport {}
extension ReconciliationReport: BenchReport {}
extension LinkReport: BenchReport {}
