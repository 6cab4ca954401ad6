import Quantities

extension ActiveFaults {
  /// The faults of motor, catheter, reservoir and battery, 10 bytes each: 1 more than the number
  /// of the kind, or 0 for none (1), whether there is a value (1), the value (8). Then what they
  /// carry: strokes since one was missed (4), volume in 1/100 nL (1), drug in 1/100 pg (1), leak
  /// in 1/86 400 000 nL (4), the moment at which the drain began (8).
  static var snapshotBytes: Int { 58 }

  func encode(into bytes: inout OutputSpan<UInt8>) {
    for number in 0..<4 as Range<UInt8> {
      guard let unit = PlantUnit(rawValue: number), let fault = self[unit] else {
        putZeros(10, into: &bytes)
        continue
      }
      put(UInt64(fault.kind.rawValue) + 1, 1, into: &bytes)
      put(fault.value == nil ? 0 : 1, 1, into: &bytes)
      put(fault.amount, 8, into: &bytes)
    }
    put(commanded, 4, into: &bytes)
    put(volumeCarry, 1, into: &bytes)
    put(drugCarry, 1, into: &bytes)
    put(pocketCarry, 4, into: &bytes)
    put(drainBegan.rawValue, 8, into: &bytes)
  }

  /// The faults encoded at an offset, or `nil` when a plant cannot have them at the moment `now`.
  init?(from bytes: Span<UInt8>, at offset: Int, now: TherapyTime) {
    for number in 0..<4 as Range<UInt8> {
      let start = offset + Int(number) * 10
      guard bytes[start] > 0 else {
        guard isZero(bytes, from: start, to: start + 10) else { return nil }
        continue
      }
      let value = get(8, from: bytes, at: start + 2)
      guard let unit = PlantUnit(rawValue: number),
        let kind = PlantFaultKind(rawValue: bytes[start] - 1),
        bytes[start + 1] == 1 || bytes[start + 1] == 0 && value == 0,
        let fault = PlantFault(
          unit: unit, kind: kind, value: bytes[start + 1] == 0 ? nil : Int64(bitPattern: value))
      else { return nil }
      replace(unit, with: fault)
    }
    commanded = get(4, from: bytes, at: offset + 40)
    volumeCarry = get(1, from: bytes, at: offset + 44)
    drugCarry = get(1, from: bytes, at: offset + 45)
    pocketCarry = get(4, from: bytes, at: offset + 46)
    drainBegan = TherapyTime(rawValue: get(8, from: bytes, at: offset + 50))
    guard isPossible(at: now) else { return nil }
  }

  /// Whether each fraction is less than one and belongs to a fault, and no moment is on the wrong
  /// side of now.
  private func isPossible(at now: TherapyTime) -> Bool {
    if let recovery = motor?.recovery, recovery <= now { return false }
    let misses = motor?.kind == .intermittent ? motor?.amount ?? 1 : 1
    let loses = catheter?.kind == .leak
    let partial = loses || catheter?.kind == .occlusion
    let leaks = reservoir?.kind == .leak
    let drains = battery?.kind == .drain
    return commanded < misses && volumeCarry < (partial ? 100 : 1) && drugCarry < (loses ? 100 : 1)
      && pocketCarry < (leaks ? Milliseconds.days(1).rawValue : 1)
      && drainBegan <= (drains ? now : .zero)
  }
}

extension FrontMixer {
  /// Whether it mixes (1), whether the arriving step is broken (1), steady steps (1), the drug that
  /// arrived (8), what is leaving (20), the drug of the pending steps (14 of 8). All of it is zero
  /// while it does not mix.
  static var snapshotBytes: Int { 143 }

  func encode(into bytes: inout OutputSpan<UInt8>) {
    guard isMixing else { return putZeros(Self.snapshotBytes, into: &bytes) }
    put(1, 1, into: &bytes)
    put(isBroken ? 1 : 0, 1, into: &bytes)
    put(UInt64(steadySteps), 1, into: &bytes)
    put(arrived, 8, into: &bytes)
    leaving.encode(into: &bytes)
    for index in pending.indices { put(pending[index], 8, into: &bytes) }
  }

  /// The stretch encoded at an offset, or `nil` when there cannot be one like it.
  init?(from bytes: Span<UInt8>, at offset: Int, frontSmear: Nanolitres) {
    guard bytes[offset] > 0 else {
      guard isZero(bytes, from: offset, to: offset + Self.snapshotBytes) else { return nil }
      self.init(frontSmear: frontSmear)
      return
    }
    var pending: [14 of UInt64] = .init(repeating: 0)
    for index in pending.indices {
      pending[index] = get(8, from: bytes, at: offset + 31 + index * 8)
    }
    guard bytes[offset] == 1, bytes[offset + 1] <= 1,
      let leaving = Mixture(from: bytes, at: offset + 11)
    else { return nil }
    self.init(
      frontSmear: frontSmear, leaving: leaving, arrived: get(8, from: bytes, at: offset + 3),
      pending: pending, steadySteps: Int(bytes[offset + 2]), isBroken: bytes[offset + 1] == 1)
  }
}
