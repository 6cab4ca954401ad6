import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

extension PumpSetup {
  /// A 40 mL pump of 2000 mcg/mL, unless told; its motor may move more or less than it counts.
  static func sample(
    nanogramsPerDay: UInt32 = 100_000, fill: UInt64 = 20_000_000, strokeErrorPPM: Int32 = 0,
    isPrimed: Bool = true
  ) throws -> PumpSetup {
    guard let dose = DoseRate(nanogramsPerDay: nanogramsPerDay),
      let strength = Concentration(microgramsPerMillilitre: 2000)
    else { preconditionFailure("a sample is a pump") }
    let implant = DurableState(
      therapy: .simpleContinuous(dose), drug: .baclofen, concentration: strength,
      filledVolume: Nanolitres(rawValue: fill), lowAlarmVolume: Nanolitres(rawValue: 2_000_000),
      clock: nil, rotor: 0)
    let plant = try PlantProfile(
      strokeVolume: Nanolitres(rawValue: 250), strokeErrorPPM: strokeErrorPPM,
      pathVolume: Nanolitres(rawValue: 272_000),
      reservoirCapacity: Nanolitres(rawValue: 40_000_000),
      batteryCapacity: Nanojoules(rawValue: 6_311_520_000_000), idlePower: 20,
      strokeEnergy: Nanojoules(rawValue: 288_000))
    return PumpSetup(device: device, plant: plant, implant: implant, isPrimed: isPrimed)
  }

  private static var device: DeviceProfile {
    DeviceProfile(
      identity: Identity(
        model: .init(), serial: .init(), firmware: FirmwareVersion(major: 1, minor: 0, patch: 0)),
      capacity: Nanolitres(rawValue: 40_000_000), strokeVolume: Nanolitres(rawValue: 250),
      pathVolume: Nanolitres(rawValue: 272_000),
      limits: DeviceLimits(
        minimumRate: FlowRate(rawValue: 6000), minimumFlow: FlowRate(rawValue: 48_000),
        maximumFlow: FlowRate(rawValue: 24_000_000),
        maximumTotalFlow: FlowRate(rawValue: 24_000_000),
        maximumBolusFlow: FlowRate(rawValue: 24_000_000),
        maximumBolus: Nanolitres(rawValue: 1_000_000),
        maximumDailyVolume: Nanolitres(rawValue: 24_000_000)),
      drugLimits: DrugLimits(
        minimumDose: .zero, maximumDose: .zero, maximumBolus: Picograms(nanograms: 100_000),
        minimumBolusDuration: .zero),
      battery: BatteryCalibration(
        capacity: Nanojoules(rawValue: 6_311_520_000_000), idlePower: 20,
        strokeEnergy: Nanojoules(rawValue: 288_000), replacementReading: 500,
        serviceAfterIndicator: .days(90), calendarLife: .days(2556)),
      sessionIdle: .seconds(120))
  }
}

/// A pump with a clock and the least of a programmer.
struct Visit {
  var pump: VirtualPump<TransientMemory>
  var now = Instant(therapy: .zero, link: .zero)
  private var session: UInt32 = 0
  private var lastRequest: UInt16 = 0

  init(_ setup: PumpSetup) throws { pump = try setup.newPump() }

  /// Lets therapy time pass.
  mutating func wait(_ length: Milliseconds) {
    now.therapy = now.therapy.after(length)
    pump.advance(to: now)
  }

  mutating func open() -> Reply? {
    let opening = OpenSession(role: .clinician, schema: Schema.hash, nonce: now.therapy.rawValue)
    let answer = ask(.openSession(opening), .open)
    if case .sessionOpened(let opened) = answer { session = opened.session }
    lastRequest = 0
    return answer
  }

  mutating func ask(_ request: Request, _ envelope: Envelope? = nil) -> Reply? {
    lastRequest += 1
    var buffer = WireBuffer()
    buffer.encode(
      request, MessageHeader(envelope ?? .session(session), request: lastRequest))
    return send(buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }).last
  }

  /// Hands bytes in; gives the replies that came for them.
  mutating func send(_ bytes: [UInt8]) -> [Reply] {
    var replies: [Reply] = []
    pump.receive(bytes.span, at: now) { frame in
      var decoder = FrameDecoder()
      var position = 0
      if decoder.next(frame, from: &position) == .frame, let reply = try? decoder.reply().reply {
        replies.append(reply)
      }
    }
    return replies
  }

  /// Gives an order that is in time.
  mutating func order(_ make: (UInt32) -> Request) -> Reply? {
    ask(make(UInt32(truncatingIfNeeded: now.link.rawValue)))
  }
}
