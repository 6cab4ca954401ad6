/// One event of a life: what happens, and who does it.
enum SoakEvent {
  case clinic(Clinic)
  case course(Course)
  case harm(Harm)
  case surroundings(Surroundings)
  case attack(Attack)
  case rare(Rare)

  /// At the clinic.
  enum Clinic: String, CaseIterable {
    case changeTherapy, changePatientBolus, refill, bolus, cancel, primeOrBridge, stopOrResume
    case setClock, setAlarms, revise, temporary, look, mistakeSet, leaveSet, close
  }

  /// A day of many boluses, what others do, time, and periodic boluses that a temporary rate or a
  /// planned stop meets.
  enum Course: String, CaseIterable {
    case heavyDay, patientAsks, rivalActs, wait, jump, heldBoluses
  }

  /// What fails in the pump and the body.
  enum Harm: String, CaseIterable {
    case cutPower, cutAction, memoryTrouble, memoryFails, clockDrifts, clockIsLost, batteryResets
    case processorResets, motorStalls, bodyFails, bodyHeals
    case pumpMoves, needle
  }

  /// What fails around the pump.
  enum Surroundings: String, CaseIterable {
    case headMoves, crash, noise
  }

  /// By somebody without a key.
  enum Attack: String, CaseIterable {
    case replays, forges, tampers, impostorActs, takesMemory, putsMemoryBack
  }

  /// How often something happens, and the class of faults it belongs to, if any.
  typealias Share = (weight: UInt64, fault: FaultClass?)

  /// Everything that can happen. A life is drawn from it in this order.
  static let all: [SoakEvent] =
    Clinic.allCases.map { .clinic($0) } + Course.allCases.map { .course($0) }
    + Harm.allCases.map { .harm($0) } + Surroundings.allCases.map { .surroundings($0) }
    + Attack.allCases.map { .attack($0) } + Rare.allCases.map { .rare($0) }

  var share: Share {
    switch self {
    case .clinic(let event): event.share
    case .course(let event): event.share
    case .harm(let event): event.share
    case .surroundings(let event): event.share
    case .attack(let event): event.share
    case .rare(let event): event.share
    }
  }

  /// Its place among all.
  var number: Int { Self.names.firstIndex(of: words) ?? 0 }

  private static let names = all.map { $0.words }

  var words: String {
    switch self {
    case .clinic(let event): event.rawValue
    case .course(let event): event.rawValue
    case .harm(let event): event.rawValue
    case .surroundings(let event): event.rawValue
    case .attack(let event): event.rawValue
    case .rare(let event): event.rawValue
    }
  }

  /// How often each event comes in a life with these weights of classes, in the order of all.
  static func weights(_ weights: [FaultClass: UInt64]) -> [UInt64] {
    all.map { event in
      let share = event.share
      return share.weight * (share.fault.map { weights[$0] ?? 0 } ?? 1)
    }
  }

  /// Draws an event, by the weights of a life. One of a class that is left out stays what it is and
  /// is not done: `nil`.
  static func drawn(_ random: inout Random, _ weights: [UInt64]) -> SoakEvent {
    var roll = random.below(weights.reduce(0, +))
    for (event, weight) in zip(all, weights) {
      if roll < weight { return event }
      roll -= weight
    }
    preconditionFailure("a number below the sum of the weights belongs to one of them")
  }
}

extension SoakEvent.Clinic {
  fileprivate var share: SoakEvent.Share {
    switch self {
    case .changeTherapy, .bolus: (10, nil)
    case .stopOrResume: (8, nil)
    case .refill: (6, nil)
    case .temporary: (4, nil)
    case .cancel, .primeOrBridge, .revise, .look: (3, nil)
    case .changePatientBolus, .setClock, .setAlarms, .mistakeSet, .leaveSet: (2, nil)
    case .close: (1, nil)
    }
  }
}

extension SoakEvent.Course {
  fileprivate var share: SoakEvent.Share {
    switch self {
    case .heavyDay: (2, nil)
    case .patientAsks: (7, .patient)
    case .rivalActs: (5, .rival)
    case .wait: (10, nil)
    case .jump: (8, .jump)
    case .heldBoluses: (3, nil)
    }
  }
}

extension SoakEvent.Harm {
  fileprivate var share: SoakEvent.Share {
    switch self {
    case .cutPower: (2, .power)
    case .cutAction: (5, .power)
    case .memoryTrouble: (5, .memory)
    case .memoryFails: (1, .memory)
    case .clockDrifts: (2, .clock)
    case .clockIsLost: (1, .clock)
    case .batteryResets, .processorResets: (2, .reset)
    case .motorStalls: (3, .motor)
    case .bodyFails: (2, .body)
    case .bodyHeals, .pumpMoves, .needle: (1, .body)
    }
  }
}

extension SoakEvent.Surroundings {
  fileprivate var share: SoakEvent.Share {
    switch self {
    case .headMoves: (3, .head)
    case .crash: (5, .crash)
    case .noise: (2, .link)
    }
  }
}

extension SoakEvent.Attack {
  fileprivate var share: SoakEvent.Share {
    switch self {
    case .replays, .tampers: (5, .attacker)
    case .forges: (3, .attacker)
    case .impostorActs: (2, .attacker)
    case .takesMemory, .putsMemoryBack: (1, .attacker)
    }
  }
}
