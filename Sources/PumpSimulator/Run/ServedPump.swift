import BadLink
import CaptureFiles
import PumpWorld
import Quantities

/// A pump, the line to its programmer as the bench has it, and the bench's own requests: what every
/// loop that has a pump in it hands bytes and time to.
final class ServedPump {
  let host: PumpHost
  let service: ControlService
  /// What is kept of what goes over the line.
  let tap: LineTap
  private let bench: BenchLine

  /// A pump; `name` is what it is called among several, and the tap is at its line.
  init(_ host: PumpHost, name: String? = nil, tap: LineTap) {
    self.host = host
    self.tap = tap
    bench = BenchLine()
    service = ControlService(host, bench, tap: tap, name: name)
  }

  /// When the line has to be looked after next; `nil` for never.
  var lineDeadline: LinkTime? { bench.deadline }

  /// Bytes came from a programmer. What there is to answer at once goes to `answer`; with faults of
  /// the line it comes by ``deliver(_:)``.
  func hear(_ bytes: Span<UInt8>, answer: (Span<UInt8>) -> Void) {
    guard bench.isThere else { return receive(bytes, answer: answer) }
    bench.send(bytes, from: .programmer, at: host.now().link)
    tap.saw(
      bytes, .toPump, seenBy: .programmer, notes: tap.faultsOfSent(on: bench, to: .pump))
  }

  /// The programmer left. Nobody is there to hear the answers.
  func programmerLeft() {
    for bytes in bench.takeOnLeaving() { receive(bytes.span) { _ in } }
    tap.interrupted()
    host.linkInterrupted()
  }

  /// Lets the line run at so many bits per second, or as fast as can be.
  func setSpeed(_ baud: UInt32?) { bench.setSpeed(baud, at: host.now().link) }

  /// Hands on what has arrived at either end of a line with faults: to the pump, and to `answer`
  /// what goes to the programmer.
  func deliver(_ answer: (Span<UInt8>) -> Void) {
    guard bench.isThere else { return }
    while let bytes = bench.deliver(to: .pump, at: host.now().link) {
      receive(bytes.span, notes: tap.faults(of: bench, to: .pump)) { own in
        bench.send(own, from: .pump, at: host.now().link)
      }
    }
    while let bytes = bench.deliver(to: .programmer, at: host.now().link) {
      answer(bytes.span)
      tap.saw(
        bytes.span, .fromPump, seenBy: .programmer,
        notes: tap.faults(of: bench, to: .programmer))
    }
    bench.tidy()
  }

  /// Bytes are at the pump.
  private func receive(
    _ bytes: Span<UInt8>, notes: @autoclosure () -> [String] = [], answer: (Span<UInt8>) -> Void
  ) {
    tap.saw(bytes, .toPump, seenBy: .pump, notes: notes() + deafness)
    var said: [(bytes: [UInt8], notes: [String])] = []
    host.receive(bytes) { own in
      answer(own)
      if tap.isOn {
        said.append(([UInt8](copying: own), tap.faultsOfSent(on: bench, to: .programmer)))
      }
    }
    // Only now: to find a session's keys the pump is looked into, which is busy until here.
    for own in said { tap.saw(own.bytes.span, .fromPump, seenBy: .pump, notes: own.notes) }
  }

  /// Why the pump hears nothing now.
  private var deafness: [String] {
    if !host.pump.world.isPumpOn { return ["dropped: the pump has no power"] }
    return host.pump.world.head == .away ? ["dropped: no programming head is at the pump"] : []
  }
}
