import PumpFirmware
import PumpWorld
import Quantities
import RawClient
import Telemetry

/// Somebody without a key finds a patient that gets too much.
extension SoakWorld {
  /// Asks for an offer and calls for the emergency under it, most of the times with the head on the
  /// skin, and again where no answer is heard. Any of the answers may be lost.
  func callEmergency(_ random: inout Random) throws(SoakFailure) {
    guard pump.isOn else { return }
    let isInContact = !random.once(in: 5)
    let call = try emergencyCall(isInContact, UInt64(event) << 32 | 0x17)
    guard let call else { return try moveHead(.contact) }
    let pause = random.once(in: 4) ? random.below(12_000) : random.below(300)
    try run(until: link + pause)
    for _ in 0..<random.from(1...3) { try say(call) }
    try moveHead(.contact)
    // Its bytes were recorded, and come again later.
    try run(until: link + random.below(30_000))
    if random.once(in: 3) { try say(call) }
  }

  /// The bytes of a call under an offer of its own; `nil` when none was heard.
  private func emergencyCall(
    _ isInContact: Bool, _ seed: UInt64
  ) throws(SoakFailure) -> [UInt8]? {
    try moveHead(isInContact ? .contact : .near)
    var caller = visitor(with: AsconBlock(low: 0, high: 0), seed: seed)
    answered = []
    try pumpHears(caller.openSession(), from: nil)
    guard let offer = caller.takeOffer(in: answered) else { return nil }
    let call = caller.open(.opening(.emergencyRate(EmergencyRate(session: offer.session))), id: 2)
    calls[call.filter { $0 != 0 }] = 0
    tell("somebody calls for the emergency\(isInContact ? "" : ", without contact")")
    return call
  }

  private func say(_ call: [UInt8]) throws(SoakFailure) {
    let isInContact = pump.world.head == .contact
    attacker.hear(call, isFromPump: false)
    answered = []
    try pumpHears(call, from: nil)
    guard isInContact, pump.isOn, openAnswers(answered).contains(.acknowledged) else { return }
    try expect(
      !reference.isAboveMinimumRate, .belief,
      "an emergency was acknowledged, and the pump infuses more than minimum rate")
  }

  private func openAnswers(_ bytes: [UInt8]) -> [ReplyType] {
    var decoder = FrameDecoder()
    var position = 0
    var types: [ReplyType] = []
    while position < bytes.count {
      guard decoder.next(bytes.span, from: &position) == .frame,
        let (_, reply) = try? decoder.reply()
      else { continue }
      types.append(reply.type)
    }
    return types
  }

  /// Moves the head of all; what it was about to hear from them is lost.
  func moveHead(_ place: HeadPlace) throws(SoakFailure) {
    try advancePump()
    guard pump.world.head != place else { return }
    let wasOn = pump.isOn
    pump.setHead(place, at: now)
    keepRecords()
    try notePower(wasOn: wasOn)
  }

  /// The pump went to minimum rate: somebody must just have called, in contact, and never before
  /// under the same offer.
  func judgeEmergency(_ frame: [UInt8]?, _ called: ReferencePump?) throws(SoakFailure) {
    guard let frame, let times = calls[frame] else {
      throw fail(.secrecy, "the pump goes to minimum rate, and nobody just called for it")
    }
    try expect(times == 0, .once, "a call for the emergency is heard a second time")
    try expect(
      pump.world.head == .contact || !pump.isOn, .secrecy, "the emergency is heard out of contact")
    guard let called else {
      throw fail(.therapy, "the pump goes to emergency rate, and gave no more than minimum rate")
    }
    calls[frame] = times + 1
    reference = called
    tell("the pump goes to emergency rate")
  }
}
