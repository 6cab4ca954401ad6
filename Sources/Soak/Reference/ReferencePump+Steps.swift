import PumpFirmware
import Quantities
import Telemetry

/// The largest step once more: totals in whole ng, and what was in force as a list.
extension ReferencePump {
  /// The least and the most of any 24 hours in ng, and the most with the patient's boluses.
  struct Totals: Equatable {
    var least: Int128
    var most: Int128
    var withPatient: Int128
  }

  /// Totals that are over, taken together, and until when they count.
  struct Former: Equatable {
    var all: [Totals]
    var until: Int128

    /// The outermost of each.
    var corners: [Int128] {
      let parts = [all.map { $0.least }, all.map { $0.most }, all.map { $0.withPatient }]
      return parts.flatMap { [$0.min() ?? 0, $0.max() ?? 0] }
    }
  }

  static func ng(_ pg: Int128) -> Int128 { pg.dividedUp(by: 1000) }

  private var patientsDay: Int128 {
    guard let patient else { return 0 }
    return Int128(patient.nanograms) * 1000 * Int128(patient.maximumPerDay)
  }

  var totals: Totals {
    let most = programme.largestSpan(above: 0)
    return Totals(
      least: programme.smallestSpan / 1000, most: Self.ng(most),
      withPatient: Self.ng(most + patientsDay))
  }

  // MARK: What was in force

  /// What was in force is so no longer: the last is kept apart, those before it together.
  mutating func endTotals(_ totals: Totals) {
    ended.removeAll { now >= $0.until }
    let new = Former(all: [totals], until: now + Self.day)
    if let last = ended.last, last.corners == new.corners {
      ended[ended.count - 1] = new
      return
    }
    if ended.count == 2 {
      ended = [Former(all: ended[0].all + ended[1].all, until: ended[1].until)]
    }
    ended.append(new)
  }

  func inForce(_ running: Totals?) -> [Totals] {
    ended.filter { now < $0.until }.flatMap { $0.all } + (running.map { [$0] } ?? [])
  }

  /// What was given beside the programme in the last 24 hours: of more than two, those before the
  /// last two count until the last of them is over.
  mutating func give(_ ng: Int128) {
    guard ng > 0 else { return }
    given.removeAll { now >= $0.until }
    if given.count == 3 { given = [(given[0].ng + given[1].ng, given[1].until), given[2]] }
    given.append((ng, now + Self.day))
  }

  /// The most that any 24 hours will hold, in ng.
  var mostIn24Hours: Int128 {
    var even: Int128 = 0
    if running?.kind == .bridge || bridgeWaiting > 0 { even = bridgeFlow * bridgedStrength }
    even = max(even, temporary?.rate ?? 0)
    var sum = even + programme.largestSpan(above: even) + patientsDay
    sum += given.filter { now < $0.until }.reduce(0) { $0 + $1.ng * 1000 }
    if running?.kind == .bolus { sum += running?.dose ?? 0 }
    if running?.kind == .prime { sum += primeAtTip * 1000 }
    return Self.ng(sum)
  }

  /// What a bridge gives of the drug in the reservoir, in pg/nL: nothing while it moves liquid of
  /// another drug, but for a stroke at either end.
  private var bridgedStrength: Int128 {
    guard isOtherDrugInPath else { return strengthAtTip }
    var left = bridgeWaiting
    if let running, running.kind == .bridge { left += running.dose - running.given(by: now) }
    let present = filledPath - formerInPath
    return volume(left) <= path - present + 2 * stroke ? 0 : strength
  }

  // MARK: The rule

  /// Whether a total lies beyond those it is held against.
  func isStep(_ new: Totals, from old: [Totals]) -> Bool {
    let percent = Int128(device.drugs[drug].largestStep)
    return old.contains { old in
      new.most * 100 > old.most * percent || new.least * 100 > old.least * percent
        || new.withPatient * 100 > old.withPatient * percent
        || old.most * 100 > new.most * percent || old.least * 100 > new.least * percent
    }
  }

  func isLarge(_ pg: Int128) -> Bool {
    pg * 100 > totals.least * 1000 * Int128(device.drugs[drug].largestShare)
  }

  func isOtherProgramme(_ next: ReferencePump) -> Bool {
    let isIdle = [programme, next.programme].allSatisfy { $0.therapy.mode == .minimumRate }
    if isIdle && patient == next.patient { return false }
    let days = (0..<7).map { day in
      [programme.total(of: day), next.programme.total(of: day)]
    }
    let exact = days.map { pair in pair.map { [$0 / 1000, Self.ng($0)] } }
    if next.totals == totals && exact.allSatisfy({ $0[0] == $0[1] }) { return false }
    let isRunning = !isStopped && !isAtEmergencyRate
    if isStep(next.totals, from: inForce(isRunning ? totals : nil)) { return true }
    let percent = Int128(device.drugs[drug].largestStep)
    return isRunning
      && exact.contains { pair in
        (0..<2).contains {
          pair[1][$0] * 100 > pair[0][$0] * percent || pair[0][$0] * 100 > pair[1][$0] * percent
        }
      }
  }

  func hasLargeBolus(notIn before: ReferencePump) -> Bool {
    func isNew(_ new: UInt32?, _ old: UInt32?) -> Bool {
      guard let new, isLarge(Int128(new) * 1000) else { return false }
      return new != old || !before.isLarge(Int128(new) * 1000)
    }
    return isNew(
      programme.therapy.periodic?.nanograms, before.programme.therapy.periodic?.nanograms)
      || isNew(patient?.nanograms, before.patient?.nanograms)
  }

  /// What an order says was confirmed must be the total, and must be said when it is a step; then
  /// it is logged.
  func requireConfirmed(
    _ body: Order.Body, _ set: ReferenceSet?, next: inout ReferencePump
  ) throws(No) {
    guard let confirmed = body.confirmedNanograms else { return }
    let isStep = isStep(body, set, to: next)
    if confirmed == 0 { return try require(!isStep, else: .totalUnconfirmed) }
    try require(Int128(confirmed) == next.mostIn24Hours, else: .totalMismatch)
    guard isStep else { return }
    next.note(
      .override, detail: RefusalCode.totalUnconfirmed.rawValue, number: Int128(confirmed))
  }

  /// The total that has to be confirmed of an order given now; `nil` when none has to be.
  func confirmation(of body: Order.Body, staged: ReferenceSet?) -> UInt32? {
    guard body.confirmedNanograms == 0 else { return nil }
    var next = self
    do throws(No) {
      try next.carryOut(body, staged)
    } catch { return nil }
    return isStep(body, staged, to: next) ? UInt32(clamping: next.mostIn24Hours) : nil
  }

  // MARK: The drug's day

  /// The largest day with all boluses the patient may have, when it is not too large by itself.
  func requireUsualDayOfPatient(_ isConfirmed: Bool) throws(No) {
    guard patient != nil else { return }
    let most = Int128(device.drugs[drug].maximumDose.nanogramsPerDay) * 1000
    if programme.largestDay > most && programme.therapy.mode != .minimumRate { return }
    try requireUsual(
      programme.largestDay + patientsDay <= most, isConfirmed, else: .doseAboveUsual)
  }
}
