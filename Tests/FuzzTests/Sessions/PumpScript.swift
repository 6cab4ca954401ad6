import FuzzSupport
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import RawClient
import Telemetry
import TestSupport

/// A pump that is driven by a script: bytes from the link, time, and what a bench does.
struct PumpScript {
  /// What one byte of a script begins.
  enum Step: UInt8, CaseIterable {
    case time, linkTime, open, message, again, damaged, noise, commit, stale
    case emergency, interrupt, power, head, fault, clear, withdraw, fill
  }

  /// The longest a script lasts, in therapy time: what a fuzzer can wait for.
  static let longest = Milliseconds.days(20)

  var pump: VirtualPump<TransientMemory>
  var now = Instant(therapy: .zero, link: .zero)
  /// What was answered since it was taken last.
  private(set) var answers: [(header: MessageHeader, reply: Reply)] = []
  /// Whether the bench made the log's ring differ from what was written.
  private(set) var isMemoryTouched = false
  private let keys: PairingKeys
  private var client: SealedClient
  private var last: [UInt8] = []

  init(_ number: UInt8) {
    let place = Int(number) % FuzzPumps.pumps.count
    let setup = FuzzPumps.setups[place]
    pump = FuzzPumps.pumps[place]
    keys = setup.secrets.factoryKeys
    client = SealedClient(serial: setup.device.identity.serial)
  }

  mutating func takeAnswers() -> [(header: MessageHeader, reply: Reply)] {
    defer { answers = [] }
    return answers
  }

  /// Does one step; true when the pump's clock or counters may have gone back with it.
  mutating func step(_ script: inout Script) throws(Broken) -> Bool {
    let number = Int(script.u8()) % Step.allCases.count
    switch Step.allCases[number] {
    case .time: letTimePass(&script)
    case .linkTime: now.link = now.link.after(Milliseconds(rawValue: UInt64(script.u16()) * 4))
    case .open:
      let role = script.u8()
      try send(client.openSession(role: role, schema: script.u8(), keys))
      // Some openings get no further than the offer.
      if role & 0x80 == 0 { try send(client.proof()) }
    case .emergency: try send(client.emergency())
    case .message: try send(client.next(type: script.u8(), script.run()))
    case .commit: try send(client.commit(at: now.link))
    case .stale: try send(client.stale(type: script.u8(), back: script.u8(), body: script.run()))
    case .again: try send(last)
    case .damaged:
      var bytes = last
      if bytes.isEmpty { break }
      bytes[Int(script.u8()) % bytes.count] ^= script.u8()
      try send(bytes)
    case .noise: try send(script.run())
    case .interrupt: pump.linkInterrupted()
    case .power: pump.setPower(script.u8() & 1 != 0, at: now)
    case .head: pump.setHead(HeadPlace(rawValue: script.u8() % 3) ?? .near, at: now)
    case .withdraw: _ = pump.withdraw(Nanolitres(rawValue: UInt64(script.u32() >> 4)), at: now)
    case .fill:
      let strength = Concentration(microgramsPerMillilitre: UInt32(script.u16()))
      let volume = script.u32()
      try? pump.fill(
        Nanolitres(rawValue: UInt64(volume >> 6)), of: strength,
        DrugCode(rawValue: UInt8(volume & 3)) ?? .baclofen, at: now)
    case .fault: return inject(&script)
    case .clear:
      let unit = FaultUnit.allCases[Int(script.u8()) % FaultUnit.allCases.count]
      pump.clear(unit, at: now)
    }
    return false
  }

  private mutating func letTimePass(_ script: inout Script) {
    let length = UInt64(script.u16()) << UInt64(script.u8() % 12)
    let left = Self.longest.rawValue - now.therapy.rawValue
    let step = Milliseconds(rawValue: min(length, left))
    now = Instant(therapy: now.therapy.after(step), link: now.link.after(step))
    pump.advance(to: now)
  }

  private mutating func inject(_ script: inout Script) -> Bool {
    let unit = FaultUnit.allCases[Int(script.u8()) % FaultUnit.allCases.count]
    let kind = FaultKind.allCases[Int(script.u8()) % FaultKind.allCases.count]
    let value = Int64(Int32(bitPattern: script.u32()))
    let minutes = script.u8()
    guard let fault = try? Fault(unit: unit, kind: kind, value: minutes & 1 == 0 ? nil : value)
    else { return false }
    if unit == .memory { isMemoryTouched = true }
    try? pump.inject(fault, for: minutes < 128 ? nil : .minutes(UInt64(minutes)), at: now)
    return unit == .clock || kind == .reset
  }

  /// Sends bytes and reads the answers, each of which must be one.
  private mutating func send(_ bytes: [UInt8]) throws(Broken) {
    last = bytes
    var sent: [[UInt8]] = []
    pump.receive(bytes.span, at: now) { span in sent.append(span.indices.map { span[$0] }) }
    let delimiters = bytes.count { $0 == 0 }
    try hold(sent.count <= delimiters, "\(sent.count) answers to \(delimiters) delimiters")
    for frame in sent {
      if let answer = try client.read(frame) { answers.append(answer) }
    }
  }
}
