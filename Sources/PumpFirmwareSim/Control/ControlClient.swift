import FoundationEssentials
import PumpText
import Quantities
import SerialLink

/// Asks a running pump something over its control socket, and prints the answer.
struct ControlClient {
  private let socket: String

  /// How long a pump may take to answer, in ms: a jump of a hundred years is well within it.
  private static let patience: UInt64 = 60_000

  init(_ socket: String) { self.socket = socket }

  func request(
    _ method: String, _ parameters: ControlRequest.Parameters? = nil, json: Bool
  ) throws {
    let connection = try connect()
    let request = ControlRequest(id: .number(1), method: method, params: parameters)
    let line = Array((try ControlJSON.encode(request) + "\n").utf8)
    guard try connection.write(line) == line.count else {
      throw SimulatorError(.io, "\(socket): the pump did not take the request")
    }
    let text = try readLine(connection)
    let reply: ControlReply
    do {
      reply = try JSONDecoder().decode(ControlReply.self, from: Data(text))
    } catch {
      throw SimulatorError(.io, "\(socket): the answer is none; is this a pump's control socket?")
    }
    if let failure = reply.error, failure.code == ControlReply.Failure.notSaved {
      throw SimulatorError(.io, failure.message)
    }
    if let failure = reply.error {
      throw SimulatorError(.refused, "the pump refused \(method): \(failure.message)")
    }
    guard let truth = reply.result else { return }
    StandardStreams.output(json ? try ControlJSON.encode(truth) + "\n" : Self.words(truth))
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

  private static func words(_ truth: TruthReport) -> String {
    let time = QuantityWords.duration(.seconds(truth.therapy_time_s))
    return """
      therapy time  \(time)
      pumped        \(QuantityWords.volume(nanolitres: truth.pumped_nl)) in \(truth.strokes) strokes
      reservoir     \(QuantityWords.volume(nanolitres: truth.reservoir_nl))
      catheter      \(QuantityWords.volume(nanolitres: truth.catheter_nl))
      patient       \(QuantityWords.dose(nanograms: truth.patient_pg / 1000)) received
      battery       \(truth.battery_percent) %

      """
  }
}
