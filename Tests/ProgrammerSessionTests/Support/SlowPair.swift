import BadLink
import ProgrammerSession
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestSupport

@testable import PumpFirmware

/// A programmer and a pump on a line whose bytes arrive one after the other, in virtual time.
struct SlowPair {
  var pump: VirtualPump<LabMemory>
  var client = ProgrammerSession.sample(nonce: 1000)
  private var up: FaultyLink
  private var down: FaultyLink
  /// Link time, in ms.
  private(set) var time: UInt64 = 0
  /// How often the programmer sent something.
  private(set) var sendings = 0

  init(baud: UInt32, latency: UInt64 = 0) throws {
    let setup = try PumpSetup.sample()
    let image = setup.newMemory()
    pump = try VirtualPump(
      profile: setup.device, secrets: setup.secrets, plant: try setup.newPlant(),
      memory: LabMemory(image: image), image: image.span, link: .zero)
    var faults = LinkFaults()
    faults.baud = baud
    faults.latency = Milliseconds(rawValue: latency)
    up = FaultyLink(seed: 1, faults: faults)
    down = FaultyLink(seed: 2, faults: faults)
  }

  var linkTime: LinkTime { LinkTime(rawValue: time) }

  /// Runs a request to its end; `nil` when it has none within ten minutes.
  mutating func perform(_ request: Request) -> Outcome? {
    client.begin(request, at: linkTime)
    return run()
  }

  mutating func perform(_ query: Request.Query) -> Outcome? { perform(.query(query)) }

  mutating func perform(_ part: Request.Part) -> Outcome? { perform(.part(part)) }

  private mutating func run() -> Outcome? {
    let end = time + 600_000
    while time < end {
      if let outcome = drain() { return outcome }
      let moments = [up.deadline, down.deadline, client.deadline].compactMap { $0?.rawValue }
      guard let next = moments.min() else { return nil }
      time = max(time, next)
      while let bytes = up.receive(at: linkTime) { pumpTakes(bytes) }
      while let bytes = down.receive(at: linkTime) {
        if let outcome = clientTakes(bytes) { return outcome }
      }
      client.tick(at: linkTime)
    }
    return nil
  }

  mutating func order(_ body: Order.Body) -> Outcome? {
    client.begin(body, at: linkTime)
    return run()
  }

  private mutating func pumpTakes(_ bytes: [UInt8]) {
    let now = Instant(therapy: TherapyTime(rawValue: time), link: linkTime)
    var answers: [[UInt8]] = []
    pump.receive(bytes.span, at: now) { frame in answers.append(frame.indices.map { frame[$0] }) }
    for answer in answers { down.send(answer.span, at: linkTime) }
  }

  private mutating func clientTakes(_ bytes: [UInt8]) -> Outcome? {
    var position = 0
    while position < bytes.count {
      client.receive(bytes.span, from: &position, at: linkTime)
      if let outcome = drain() { return outcome }
    }
    return nil
  }

  private mutating func drain() -> Outcome? {
    while let action = client.nextAction() {
      switch action {
      case .transmit:
        sendings += 1
        client.withTransmission { up.send($0, at: linkTime) }
      case .finished(let outcome): return outcome
      }
    }
    return nil
  }
}
