import Clinic
import PumpText
public import Quantities
import Synchronization
import Telemetry
public import Testing

/// What is wanted, as the pump foretells it: what a person is shown before anything is ordered.
///
/// It holds the handheld's session open, and the pump what is staged. Another call of the same
/// handheld, a minute or two of silence, or ``giveUp()`` end it, and the therapy goes on as it was.
public final class Proposal: Sendable {
  /// The most drug that any 24 hours will hold: what is consented to.
  public let total: Picograms
  /// The most that any 24 hours held before.
  public let formerTotal: Picograms
  /// Whether the change is so large that a clinician has to type the total, and a yes is not
  /// enough.
  public let needsTotal: Bool
  /// How long until it reaches the catheter's tip; `nil` where nothing of it flows yet.
  public let reachesTip: Milliseconds?
  /// How long until the low-reservoir alarm, if it is ordered; `nil` where that is not foretold.
  public let lowAlarm: Milliseconds?
  /// How long until the reservoir is empty, if it is ordered.
  public let empty: Milliseconds?
  /// What there is to think about before.
  public let warnings: [ProposalWarning]

  private let handheld: Handheld
  private let pending: Mutex<Pending?>

  /// A visit that waits for consent.
  struct Pending: Sendable {
    var machine: VisitMachine
    let proposal: Clinic.Proposal
  }

  init(_ handheld: Handheld, _ asked: Asked) {
    let forecast = asked.pending.proposal.forecast
    self.handheld = handheld
    total = Picograms(nanograms: forecast.step.mostNanograms)
    formerTotal = Picograms(nanograms: forecast.step.formerMostNanograms)
    needsTotal = asked.pending.proposal.needsTotal
    reachesTip = forecast.tip.map { .seconds(UInt64($0.seconds)) }
    lowAlarm = forecast.lowAlarm.map { .seconds(UInt64($0.seconds)) }
    empty = forecast.empty.map { .seconds(UInt64($0.seconds)) }
    warnings = asked.warnings
    pending = Mutex(asked.pending)
  }

  /// What a visit asks a person.
  struct Asked: Sendable {
    let pending: Pending
    let warnings: [ProposalWarning]
  }

  /// Consents to the proposal, on the total that it names, and gives the order.
  ///
  /// Throws where that is another total; nothing was ordered then, and it can still be consented
  /// to. Everything else is an outcome, for an order that may have been given is no error.
  public func consent(total given: Picograms) throws -> OrderOutcome {
    guard var visit = pending.withLock({ $0 }) else {
      throw HandheldError(.proposalOver, "the proposal is over: nothing is left to consent to")
    }
    guard
      given.rawValue % 1000 == 0, let nanograms = UInt32(exactly: given.rawValue / 1000),
      let consent = Consent(visit.proposal, total: nanograms, by: Handheld.consentedBy)
    else {
      throw HandheldError(
        .otherTotal(given: given, proposed: total),
        "the total consented to is not the proposed one: "
          + "\(given.difference(from: total).testDescription). Nothing was ordered")
    }
    pending.withLock { $0 = nil }
    visit.machine.consent(consent)
    return handheld.conclude(&visit.machine)
  }

  /// Gives it up: what is staged is forgotten with the session, and the therapy goes on as it was.
  public func giveUp() {
    let visit = pending.withLock { pending in
      defer { pending = nil }
      return pending
    }
    guard var visit else { return }
    visit.machine.giveUp()
    _ = handheld.conclude(&visit.machine)
  }
}

extension Proposal: CustomTestStringConvertible {
  /// The totals, and whether there is something to think about.
  public var testDescription: String {
    "in any 24 h at most \(total.difference(from: formerTotal).testDescription)"
      + (warnings.isEmpty ? "" : "; \(warnings.map(\.testDescription).joined(separator: ", "))")
  }
}

/// Something to think about before a change is consented to. It never stops one.
public enum ProposalWarning: Equatable, Sendable, CustomTestStringConvertible {
  /// A rise beyond what is usual, in 1/10 % of the day.
  case largeRise(tenthsOfPercent: Int64)
  /// A rise below what is usual, in 1/10 % of the day.
  case smallRise(tenthsOfPercent: Int64)
  /// A fall beyond what is usual, in 1/10 % of the day.
  case largeFall(tenthsOfPercent: Int64)
  /// The last change was so short a while ago.
  case tooSoon(Milliseconds)
  /// The boluses of the running programme end with it.
  case periodicBolusEnds
  /// Less or more was drawn out than the pump counted, in nL.
  case volumeDiscrepancy(nanolitres: Int64)

  init(_ warning: ChangeWarning) {
    switch warning {
    case .titration(.aboveAllSteps(let step, most: _)), .titration(.aboveSteps(let step, _, _)):
      self = .largeRise(tenthsOfPercent: step.change.tenths ?? 0)
    case .titration(.belowSteps(let step, _, _)):
      self = .smallRise(tenthsOfPercent: step.change.tenths ?? 0)
    case .titration(.largeFall(let step)):
      self = .largeFall(tenthsOfPercent: step.change.tenths ?? 0)
    case .titration(.tooSoon(let length)): self = .tooSoon(length)
    case .periodicBolusEnds: self = .periodicBolusEnds
    case .volumeDiscrepancy(let nanolitres): self = .volumeDiscrepancy(nanolitres: nanolitres)
    }
  }

  /// The warning in a few words.
  public var testDescription: String {
    func percent(_ tenths: Int64) -> String { "\(tenths / 10).\(tenths.magnitude % 10) %" }
    return switch self {
    case .largeRise(let tenths): "a large rise, by \(percent(tenths))"
    case .smallRise(let tenths): "a small rise, by \(percent(tenths))"
    case .largeFall(let tenths): "a large fall, by \(percent(tenths))"
    case .tooSoon(let length): "only \(Milliseconds.words(length.count)) after the last change"
    case .periodicBolusEnds: "the periodic boluses end"
    case .volumeDiscrepancy(let nanolitres):
      "\(nanolitres < 0 ? "-" : "+")\(Nanolitres.words(nanolitres.magnitude)) against the counter"
    }
  }
}
