import Console
import FoundationEssentials
import SerialLink

/// Asks a running pump something over its control socket, and prints the answer.
struct ControlClient {
  private let socket: String

  /// How long a pump may take to answer, in ms: a jump of a hundred years, every tone sounded and
  /// not optimised, is well within it.
  private static let patience: UInt64 = 600_000

  init(_ socket: String) { self.socket = socket }

  /// Asks for something and prints what comes back.
  func request<Report: BenchReport>(
    _ method: String, _ parameters: ControlRequest.Parameters? = nil, as report: Report.Type,
    json: Bool
  ) throws {
    let report = try ask(method, parameters, as: Report.self)
    if json {
      StandardStreams.output(json: try ControlJSON.encode(report) + "\n")
    } else {
      StandardStreams.output(report.words(on: StandardStreams.outputPaper))
    }
  }

  /// Asks for something and gives back what comes.
  func ask<Report: BenchReport>(
    _ method: String, _ parameters: ControlRequest.Parameters? = nil, as report: Report.Type
  ) throws -> Report {
    let connection = try connect()
    let request = ControlRequest(id: .number(1), method: method, params: parameters)
    let line = Array((try ControlJSON.encode(request) + "\n").utf8)
    guard try connection.write(line) == line.count else {
      throw SimulatorError(.io, "\(socket): the pump did not take the request")
    }
    let text = try readLine(connection)
    let answer = try? JSONDecoder().decode(Answer<Report>.self, from: Data(text))
    if let failure = answer?.error, failure.code == Failure.notSaved {
      throw SimulatorError(.io, failure.message)
    }
    if let failure = answer?.error {
      throw SimulatorError(.refused, "the pump refused \(method): \(failure.message)")
    }
    guard let report = answer?.result else {
      throw SimulatorError(.io, "\(socket): the answer is none; is this a pump's control socket?")
    }
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

  private func readLine(_ connection: borrowing UnixConnection) throws -> [UInt8] {
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    var set = PollSet(capacity: 1)
    set.add(connection.fileDescriptor, .readable)
    let end = MonotonicClock.milliseconds() + Self.patience
    while text.last != UInt8(ascii: "\n") {
      let now = MonotonicClock.milliseconds()
      if now >= end { throw SimulatorError(.unavailable, "\(socket): the pump does not answer") }
      try set.wait(timeoutMilliseconds: Int(end - now))
      switch try connection.read(into: &buffer) {
      case .bytes(let count): text += buffer.prefix(count)
      case .wouldBlock: break
      case .closed: throw SimulatorError(.io, "\(socket): the pump ended before it answered")
      }
    }
    return text
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
