import Clinic
package import PumpText
import Quantities
package import Telemetry

/// A stop in words.
package enum StopWords {
  /// What a sudden stop does, when somebody would hear of it, and what there is instead.
  private static func withdrawal(_ drug: DrugCode) -> FaceText {
    let what: FaceText =
      switch drug {
      case .baclofen:
        "a sudden stop of intrathecal baclofen can kill: fever, spasms, confusion, within a day or "
          + "two."
      case .morphine:
        "a sudden stop of intrathecal morphine brings withdrawal, and the pain comes back."
      case .ziconotide: "with a sudden stop of intrathecal ziconotide the pain comes back."
      }
    return what + remedy
  }

  private static let remedy: FaceText =
    " The pump sounds no alarm before it has been stopped for 48 h. To keep the catheter "
    + "open with next to no drug there is minimum rate (\(.goToMinimumRate))."

  /// What runs now and what becomes of it.
  package static func preview(_ now: Interrogation, _ face: Face) -> [ScreenFact] {
    var facts: [ScreenFact] = []
    facts.add("now", Present(now).words ?? running(now))
    facts.add("new", "STOPPED: no drug at all, until resumed")
    if let kind = now.infusion {
      facts.add(
        "",
        kind == .bridge
          ? "what is left of the bridge waits until then"
          : "what is left of the \(kind.words) is given up")
    }
    facts.add("WARNING", withdrawal(now.drug).text(face), isWarning: true)
    return facts
  }

  private static func running(_ now: Interrogation) -> String {
    if let temporary = TemporaryState(now) {
      return "\(TemporaryWords.name(temporary)), which ends for good"
    }
    let dose = QuantityWords.dosePerDay(nanograms: UInt64(now.status.basalNanogramsPerDay))
    let left = InfusionWords.left(now)
    return switch now.infusion {
    case .some(let kind) where kind.replacesBasal:
      "\(kind.words), \(left) still to come; basal infusion waits"
    case .some(let kind): "\(dose), and \(left) of a \(kind.words) to come"
    case nil: dose
    }
  }
}
