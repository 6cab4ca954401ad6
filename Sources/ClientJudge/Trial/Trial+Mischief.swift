import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// What is done to messages on their way.
extension Trial {
  /// A frame of the client's arrives before the pump.
  mutating func meddle(request message: WireMessage) {
    guard let request = message.request else { return handToPump(message.bytes) }
    asked[Conduct.key(message.session, message.id)] = request.type
    if request.isDecision { release() }
    guard let deed = plan.deed(at: .asked(request.type)) else { return handToPump(message.bytes) }
    remark("\(request.type.text): \(deed.words)")
    carryOut(deed, on: message, request)
  }

  private mutating func carryOut(
    _ deed: Mischief.Deed, on message: WireMessage, _ request: Request
  ) {
    switch deed {
    case .lose: return
    case .delay(let length): return wait(length, .toPump(message.bytes))
    case .holdUntilDecided: return held.append(message.bytes)
    case .silence: isSilent = true
    case .unplug(let length, let passes):
      if passes { handToPump(message.bytes) }
      return unplug(for: length)
    case .failPower(let point): pump.powerFailure = PowerFailure(point)
    case .skipLink(let length): skippedLink = Milliseconds(sum: skippedLink, length)
    case .skipTherapy(let length): skippedTherapy = Milliseconds(sum: skippedTherapy, length)
    case .failMemory(let requests):
      memoryFailsFor = requests + 1
      if let fault = try? Fault(unit: .memory, kind: .failure) {
        try? pump.inject(fault, at: instant)
      }
    case .refuse(let code): return answer(.refused(Refusal(request.type, code)), message)
    case .acknowledgeOther(let type):
      return answer(.acknowledged(Acknowledgement(type, therapySeconds: 1)), message)
    case .stage(let dose):
      let other = Request.part(.therapy(StageTherapy(.simpleContinuous(dose))))
      return handToPump(impostor.request(other, for: message, ear) ?? message.bytes)
    case .forgeYes, .forgeNo: return forge(deed == .forgeYes, request.type, message)
    }
    handToPump(message.bytes)
  }

  /// The pump has an answer.
  private mutating func meddle(reply message: WireMessage) {
    let bytes = impostor.passOn(message, ear)
    let type = asked[Conduct.key(message.session, message.id)]
    guard message.reply != nil, let type, let deed = plan.deed(at: .answered(type)) else {
      if message.reply != nil { lastWord = bytes }
      return sendToClient(bytes)
    }
    remark("the answer to \(type.text): \(deed.words)")
    switch deed {
    case .lose: break
    case .delay(let length): wait(length, .toClient(bytes))
    case .silence: isSilent = true
    case .unplug(let length, let passes):
      if passes { sendToClient(bytes) }
      unplug(for: length)
    case .forgeYes, .forgeNo: forge(deed == .forgeYes, type, message)
    case .skipLink(let length):
      skippedLink = Milliseconds(sum: skippedLink, length)
      sendToClient(bytes)
    case .skipTherapy(let length):
      skippedTherapy = Milliseconds(sum: skippedTherapy, length)
      sendToClient(bytes)
    case .holdUntilDecided, .failPower, .failMemory, .refuse, .acknowledgeOther, .stage:
      // These are done to requests.
      sendToClient(bytes)
    }
  }

  private mutating func answer(_ reply: Reply, _ message: WireMessage) {
    guard let bytes = impostor.reply(reply, to: message, ear) else { return }
    sendToClient(bytes)
  }

  private mutating func forge(_ isYes: Bool, _ type: RequestType, _ message: WireMessage) {
    let reply: Reply =
      isYes
      ? .acknowledged(Acknowledgement(type, therapySeconds: 1))
      : .refused(Refusal(type, .storageFailed))
    let all = impostor.forgeries(
      reply, id: message.id, in: message.session ?? 0, last: lastWord)
    for bytes in all { sendToClient(bytes) }
  }

  private mutating func wait(_ length: Milliseconds, _ what: Waiting) {
    timers.append((now.after(length), what))
  }

  private mutating func unplug(for length: Milliseconds) {
    drop()
    isUnplugged = true
    actions.append(.unplug)
    wait(length, .plug)
  }

  /// Hands over what was held up.
  mutating func release() {
    let all = held
    held = []
    for bytes in all {
      remark("what was held up arrives")
      handToPump(bytes)
    }
  }

  /// The pump gets a piece of the stream, and answers.
  mutating func handToPump(_ bytes: [UInt8]) {
    if let left = memoryFailsFor {
      memoryFailsFor = left > 0 ? left - 1 : nil
      if left == 0 { pump.clear(.memory, at: instant) }
    }
    let revision = pump.firmware.state.lastApplied
    var answers: [[UInt8]] = []
    pump.receive(bytes.span, at: instant) { answers.append([UInt8](copying: $0)) }
    if let applied = pump.firmware.state.lastApplied, applied != revision {
      conduct.carryOut(applied.command, applied.request, at: now)
      remark(
        "the pump carried out \(applied.request.text), id \(applied.command.request) of session "
          + "\(applied.command.session)")
    }
    for frame in answers { meddle(reply: ear.read(frame, .toClient)) }
  }
}

extension Request {
  /// Whether it does more than read: a client that sends it has made up its mind about what came
  /// before.
  var isDecision: Bool {
    switch self {
    case .part, .order, .query(.closeSession), .query(.discard), .opening(.openSession),
      .opening(.emergencyRate):
      true
    case .query, .opening: false
    }
  }
}

extension Milliseconds {
  init(sum left: Milliseconds, _ right: Milliseconds) {
    self.init(rawValue: left.rawValue + right.rawValue)
  }
}
