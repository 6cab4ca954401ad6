import BadLink
import BenchClient
import BenchControl
public import PumpLinkTesting
import PumpText
import PumpWorld

/// What the bench does to the pump, over its control socket.
extension PumpProcess {
  /// Lets therapy time go on, and everything happen that falls due; and gives what is so then.
  @discardableResult
  public func advance(by length: Milliseconds) throws -> PumpTruth {
    try truth(of: .advance(length))
  }

  /// What is really so now.
  public var truth: PumpTruth { get throws { try truth(of: .truth) } }

  /// Moves the programming head.
  public func moveHead(_ head: Pump.Head) throws { try ask(.head(head.place)) }

  /// Takes the pump's power away. The world goes on without it.
  public func cutPower() throws { try ask(.power(.off)) }

  /// Gives the pump power again.
  public func restorePower() throws { try ask(.power(.on)) }

  /// Draws liquid out of the reservoir with a syringe; gives what came.
  @discardableResult
  public func withdraw(_ volume: Nanolitres) throws -> Pump.Drawn {
    guard case .withdrawal(let answer) = try ask(.withdraw(volume)) else { throw Self.surprise }
    return Pump.Drawn(
      volume: .nanolitres(answer.came_nl), drug: .pg(answer.came_pg))
  }

  /// Fills liquid into the reservoir; of no strength it holds no drug.
  public func fill(_ volume: Nanolitres, of strength: Concentration?) throws {
    try ask(.fill(volume, strength))
  }

  /// Lets a part of the pump fail from now on, for some time or until it is cleared.
  public func inject(_ fault: PumpFault, for length: Milliseconds? = nil) throws {
    let fault = try fault.fault
    try ask(.fault(fault.unit, fault.kind, value: fault.value, length: length))
  }

  /// Mends a part of the pump.
  public func mend(_ unit: PumpFault.Unit) throws { try ask(.clear(unit.inWorld)) }

  /// Sets how good the line is, both ways. What is under way arrives at once.
  public func setLine(_ quality: LineQuality) throws {
    let faults = quality.faults
    var settings = LinkChance.allCases.map { LinkSetting.chance($0, faults[$0]) }
    settings += [
      .length(.latency, faults.latency), .length(.jitter, faults.jitter), .baud(faults.baud),
    ]
    try ask(.linkSet(.both, seed: seed, settings))
  }

  private static var surprise: BenchProblem {
    BenchProblem("the bench answered something else than it was asked")
  }

  private func truth(of request: BenchRequest) throws -> PumpTruth {
    guard case .truth(let answer) = try ask(request) else { throw Self.surprise }
    return PumpTruth(answer)
  }

  @discardableResult
  private func ask(_ request: BenchRequest) throws -> BenchAnswer {
    do {
      return try ControlClient(control).ask(request)
    } catch {
      throw BenchProblem("\(error)")
    }
  }
}

extension PumpTruth {
  init(_ answer: TruthAnswer) {
    self.init()
    time = .zero.after(.seconds(answer.therapy_time_s))
    received = .pg(answer.patient_pg)
    receivedVolume = .nanolitres(answer.patient_nl)
    reservoir = .nanolitres(answer.reservoir_nl)
    reservoirDrug = .pg(answer.reservoir_pg)
    pumped = .nanolitres(answer.pumped_nl)
    pumpedDrug = .pg(answer.pumped_pg)
    leaked = .nanolitres(answer.leaked_nl)
    catheterDrug = .pg(answer.catheter_pg)
    strokes = answer.strokes
    batteryPercent = answer.battery_percent
    tones = answer.tones.single + answer.tones.two_tone
    isOn = answer.pump != nil
    alarms = answer.pump?.alarms.compactMap { Alarm(name: $0) } ?? []
  }
}
