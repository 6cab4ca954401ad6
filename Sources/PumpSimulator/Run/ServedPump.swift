import BadLink
import Quantities

/// A pump, the line to its programmer as the bench has it, and the bench's own requests: what every
/// loop that has a pump in it hands bytes and time to.
final class ServedPump {
  let host: PumpHost
  let service: ControlService
  private let bench: BenchLine

  /// A pump; `name` is what it is called among several.
  init(_ host: PumpHost, name: String? = nil) {
    self.host = host
    bench = BenchLine()
    service = ControlService(host, bench, name: name)
  }

  /// When the line has to be looked after next; `nil` for never.
  var lineDeadline: LinkTime? { bench.deadline }

  /// Bytes came from a programmer. What there is to answer at once goes to `answer`; with faults of
  /// the line it comes by ``deliver(_:)``.
  func hear(_ bytes: Span<UInt8>, answer: (Span<UInt8>) -> Void) {
    if bench.isThere {
      bench.send(bytes, from: .programmer, at: host.now().link)
    } else {
      host.receive(bytes, send: answer)
    }
  }

  /// The programmer left. Nobody is there to hear the answers.
  func programmerLeft() {
    for bytes in bench.takeOnLeaving() { host.receive(bytes.span) { _ in } }
    host.linkInterrupted()
  }

  /// Lets the line run at so many bits per second, or as fast as can be.
  func setSpeed(_ baud: UInt32?) { bench.setSpeed(baud, at: host.now().link) }

  /// Hands on what has arrived at either end of a line with faults: to the pump, and to `answer`
  /// what goes to the programmer.
  func deliver(_ answer: (Span<UInt8>) -> Void) {
    guard bench.isThere else { return }
    while let bytes = bench.deliver(to: .pump, at: host.now().link) {
      host.receive(bytes.span) { bench.send($0, from: .pump, at: host.now().link) }
    }
    while let bytes = bench.deliver(to: .programmer, at: host.now().link) { answer(bytes.span) }
    bench.tidy()
  }
}
