import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import RawClient
import Telemetry
import TestSupport

@testable import ProgrammerSession

/// A programmer and a pump on one line, in virtual time, with a record of what is true of the pump.
struct Pair {
  /// Something that will happen.
  enum Event {
    case bytes([UInt8], Direction)
    /// Power fails, and comes back at once.
    case reset
    /// Power fails, and what comes back has lost its memory.
    case memoryLoss
    /// Another programmer opens a session, and gives an order in it if it likes.
    case rival(givesOrder: Bool)
  }

  let setup: PumpSetup
  var pump: VirtualPump<LabMemory>
  var client: ProgrammerSession
  var line = Line()
  /// Link time on the wall, in ms; the pump's own clock starts with its power.
  private(set) var time: UInt64 = 0
  private var switchedOn: UInt64 = 0
  private var events: [(time: UInt64, event: Event)] = []
  /// The pump answers nothing, as when nobody holds the programmer to it.
  var isPumpAway = false

  /// The orders the pump carried out, as its memory has them.
  private(set) var applied: [DurableState.AppliedRecord] = []
  /// The orders of the programmer under test that were put on the line.
  private(set) var ordered: [AppliedCommand] = []
  private var rivals: UInt64 = 0

  init(timings: SessionTimings = SessionTimings()) throws {
    setup = try .sample()
    let image = setup.newMemory()
    pump = try VirtualPump(
      profile: setup.device, secrets: setup.secrets, plant: try setup.newPlant(),
      memory: LabMemory(image: image),
      image: image.span, link: .zero)
    client = ProgrammerSession.sample(nonce: 1000, timings: timings)
  }

  var linkTime: LinkTime { LinkTime(rawValue: time) }

  /// Therapy runs ten times as fast as the link.
  private var pumpTime: Instant {
    Instant(
      therapy: TherapyTime(rawValue: max(time * 10, pump.plant.therapyTime.rawValue)),
      link: LinkTime(rawValue: time - switchedOn))
  }

  mutating func schedule(_ event: Event, after delay: UInt64) {
    let moment = time + delay
    let place = events.firstIndex { $0.time > moment } ?? events.endIndex
    events.insert((moment, event), at: place)
  }

  // MARK: The programmer

  /// Runs a request to its end; `nil` when it has none within two minutes.
  mutating func perform(_ request: Request) -> Outcome? {
    client.begin(request, at: linkTime)
    return run()
  }

  mutating func perform(_ query: Request.Query) -> Outcome? { perform(.query(query)) }

  mutating func perform(_ part: Request.Part) -> Outcome? { perform(.part(part)) }

  private mutating func run() -> Outcome? {
    let end = time + 120_000
    while time < end {
      if let outcome = drainClient() { return outcome }
      guard let next = [events.first?.time, client.deadline?.rawValue].compactMap({ $0 }).min()
      else { return nil }
      time = max(time, next)
      if events.first.map({ $0.time <= time }) == true {
        if let outcome = happen(events.removeFirst().event) { return outcome }
      } else {
        client.tick(at: linkTime)
      }
    }
    return nil
  }

  /// Gives an order, which the session lets expire as its own clock says.
  mutating func order(_ body: Order.Body) -> Outcome? {
    client.begin(body, at: linkTime)
    return run()
  }

  /// Lets time pass with nobody asking for anything.
  mutating func rest(_ length: UInt64) {
    let end = time + length
    while let next = events.first, next.time <= end {
      time = max(time, next.time)
      _ = happen(events.removeFirst().event)
    }
    time = end
    pump.advance(to: pumpTime)
    lookAtPump()
  }

  private mutating func drainClient() -> Outcome? {
    while let action = client.nextAction() {
      switch action {
      case .transmit: put(client.withTransmission { bytes in bytes.indices.map { bytes[$0] } })
      case .finished(let outcome): return outcome
      }
    }
    return nil
  }

  private mutating func put(_ frame: [UInt8]) {
    if let exchange = client.exchange, exchange.request.type.changesTherapy,
      case .session(let number) = exchange.header.envelope
    {
      ordered.append(AppliedCommand(session: number, request: exchange.header.request))
    }
    send(frame, .toPump)
  }

  private mutating func send(_ frame: [UInt8], _ direction: Direction) {
    for arrival in line.carry(frame, direction, at: time) {
      schedule(.bytes(arrival.bytes, direction), after: arrival.time - time)
    }
  }

  // MARK: What happens

  private mutating func happen(_ event: Event) -> Outcome? {
    switch event {
    case .bytes(let bytes, .toPump):
      for frame in hand(bytes) { send(frame, .toClient) }
    case .bytes(let bytes, .toClient):
      var position = 0
      while position < bytes.count {
        client.receive(bytes.span, from: &position, at: linkTime)
        if let outcome = drainClient() { return outcome }
      }
    case .reset: reset(at: pump.plant, pump.memory.image)
    case .memoryLoss:
      reset(at: pump.plant, [UInt8](repeating: 0xFF, count: pump.memory.image.count))
    case .rival(let givesOrder): rival(givesOrder)
    }
    return nil
  }

  /// Hands bytes to the pump and gives its answers; a pump whose power fails gives none.
  private mutating func hand(_ bytes: [UInt8]) -> [[UInt8]] {
    guard !isPumpAway else { return [] }
    var answers: [[UInt8]] = []
    pump.receive(bytes.span, at: pumpTime) { frame in
      answers.append(frame.indices.map { frame[$0] })
    }
    if let plant = pump.memory.cutPlant {
      answers = []
      reset(at: plant, pump.memory.image)
    }
    lookAtPump()
    return answers
  }

  private mutating func reset(at plant: Plant, _ image: [UInt8]) {
    switchedOn = time
    let memory = LabMemory(image: image)
    var secrets = setup.secrets
    secrets.noise = AsconBlock(low: time, high: secrets.noise.high)
    if let again = try? VirtualPump(
      profile: setup.device, secrets: secrets, plant: plant, memory: memory,
      image: memory.image.span, link: .zero)
    {
      pump = again
    }
    lookAtPump()
  }

  private mutating func lookAtPump() {
    if let last = pump.firmware.state.lastApplied, last != applied.last { applied.append(last) }
  }

  private mutating func rival(_ givesOrder: Bool) {
    rivals += 1
    var rival = SealedClient(seed: rivals << 40)
    guard rival.takeOffer(in: hand(rival.openSession()).flatMap { $0 }) != nil,
      case .sessionOpened(let opened)? =
        rival.answer(in: hand(rival.confirmSession()).flatMap { $0 }), givesOrder
    else { return }
    let clock = SetClock(WallClock(rawValue: 7))
    let order = Order(.setClock(clock), notAfter: opened.linkClock &+ 1000)
    _ = hand(rival.next(.order(order)))
  }
}
