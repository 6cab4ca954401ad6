/// What happens in one event of a life.
enum SoakDeed: CaseIterable {
  // At the clinic.
  case changeTherapy, changePatientBolus, refill, bolus, cancel, primeOrBridge, stopOrResume
  case setClock, setAlarms, look, mistakeSet, leaveSet, close, heavyDay
  // By others.
  case patientAsks, rivalActs
  // Time.
  case wait, jump
  // Faults.
  case cutPower, cutAction, memoryTrouble, memoryFails, clockDrifts, clockIsLost, batteryResets
  case processorResets, motorStalls, bodyFails, bodyHeals, headMoves, crash, noise
  // By somebody without a key.
  case replays, forges, tampers, impostorActs, takesMemory, putsMemoryBack

  /// How often it happens, and the class of faults it belongs to, if any.
  var share: (weight: UInt64, fault: FaultClass?) {
    switch self {
    case .changeTherapy: (10, nil)
    case .changePatientBolus: (2, nil)
    case .refill: (4, nil)
    case .bolus: (10, nil)
    case .cancel: (3, nil)
    case .primeOrBridge: (3, nil)
    case .stopOrResume: (5, nil)
    case .setClock: (2, nil)
    case .setAlarms: (2, nil)
    case .look: (3, nil)
    case .mistakeSet: (2, nil)
    case .leaveSet: (2, nil)
    case .close: (1, nil)
    case .heavyDay: (2, nil)
    case .patientAsks: (5, .patient)
    case .rivalActs: (5, .rival)
    case .wait: (10, nil)
    case .jump: (8, .jump)
    case .cutPower: (2, .power)
    case .cutAction: (5, .power)
    case .memoryTrouble: (5, .memory)
    case .memoryFails: (1, .memory)
    case .clockDrifts: (2, .clock)
    case .clockIsLost: (1, .clock)
    case .batteryResets: (2, .reset)
    case .processorResets: (2, .reset)
    case .motorStalls: (3, .motor)
    case .bodyFails: (2, .body)
    case .bodyHeals: (1, .body)
    case .headMoves: (3, .head)
    case .crash: (5, .crash)
    case .noise: (2, .link)
    case .replays: (5, .attacker)
    case .forges: (3, .attacker)
    case .tampers: (5, .attacker)
    case .impostorActs: (2, .attacker)
    case .takesMemory: (1, .attacker)
    case .putsMemoryBack: (1, .attacker)
    }
  }

  /// Draws a deed, by the weights of a life. One of a class that is left out stays what it is and
  /// is not done: `nil`.
  static func drawn(_ dice: inout Dice, _ weights: [FaultClass: UInt64]) -> SoakDeed {
    func weight(_ deed: SoakDeed) -> UInt64 {
      let share = deed.share
      return share.weight * (share.fault.map { weights[$0] ?? 0 } ?? 1)
    }
    var roll = dice.below(allCases.reduce(0) { $0 + weight($1) })
    for deed in allCases {
      if roll < weight(deed) { return deed }
      roll -= weight(deed)
    }
    return .wait
  }
}
