package import Clinic
package import PumpText
import Quantities
import Telemetry

extension OrderOutlook {
  /// What is shown before it is given.
  package func words(_ face: Face) -> String {
    switch self {
    case .bolus(let preview): preview.words
    case .cancelBolus(let now):
      now.infusion == nil
        ? "" : "\(InfusionWords.left(now)) of the \(Self.name(now)) is still to come.\n"
    case .prime(let preview): preview.words
    case .bridge(let preview): preview.words
    case .cancelBridge(let preview): preview.words
    case .stop(let now): StopWords.preview(now, face)
    case .resume(let preview): preview.words
    case .silence(let preview): preview.words
    case .lowAlarm(let preview): preview.words
    case .clock(let preview): preview.words
    case .requestBolus(let settings): PatientBolusWords.request(settings)
    }
  }

  /// What is asked before it is given.
  package var question: String {
    switch self {
    case .bolus: "Give this bolus?"
    case .cancelBolus(let now): "Cancel the \(Self.name(now))?"
    case .prime: "Prime now?"
    case .bridge: "Begin the bridge?"
    case .cancelBridge: "Cancel the bridge?"
    case .stop: "Stop delivery?"
    case .resume: "Resume delivery?"
    case .silence(let preview): preview.minutes == 0 ? "Let them sound?" : "Silence them?"
    case .lowAlarm: "Set the alarm?"
    case .clock: "Set the clock?"
    case .requestBolus: "Ask for the bolus?"
    }
  }

  /// What was done, in a sentence.
  package func sentence(_ done: OrderDone, _ face: Face) -> String {
    switch self {
    case .bolus(let preview):
      "done: a bolus of \(QuantityWords.dose(nanograms: UInt64(preview.nanograms))) over "
        + "\(QuantityWords.duration(preview.duration)) has begun"
    case .cancelBolus(let now): Self.cancelled(now, done.answer)
    case .prime(let preview):
      "done: the prime of \(PathWords.volume(preview.nanolitres)) has begun"
        + (done.after.flatMap(Self.readyIn) ?? "")
    case .bridge(let preview):
      "done: the bridge of \(PathWords.volume(preview.now.pathNanolitres)) has begun"
        + (done.after.flatMap(BridgeWords.whole).map { ": \($0)" } ?? "")
    case .cancelBridge: "done: the bridge was cancelled"
    case .stop:
      "done: delivery is STOPPED; the patient gets no drug until \(face.words(.resume))"
        + (done.after.flatMap(BridgeWords.waiting).map { "; bridge: \($0)" } ?? "")
    case .resume(let preview):
      "done: delivery runs again, "
        + QuantityWords.dosePerDay(nanograms: UInt64(preview.programme.dailyNanograms))
        + (done.after.flatMap(BridgeWords.whole).map { "; bridge: \($0)" } ?? "")
    case .silence(let preview): preview.sentence(done.after)
    case .lowAlarm(let preview): preview.sentence(done)
    case .clock(let preview):
      "done: the clock shows \(QuantityWords.clock(done.after?.clock ?? preview.clock))"
    case .requestBolus(let settings):
      "done: a patient bolus of \(PatientBolusWords.short(settings)) has begun"
    }
  }

  private static func name(_ now: Interrogation) -> String { now.infusion?.words ?? "bolus" }

  /// What was cancelled, and what of it was not given.
  static func cancelled(_ now: Interrogation, _ answer: Acknowledgement?) -> String {
    let left = answer.map { ", \(InfusionWords.amount($0.withheldNanograms, now)) of it not given" }
    return "done: the \(name(now)) was cancelled\(left ?? "")"
  }

  private static func readyIn(_ after: Interrogation) -> String? {
    guard after.infusion == .prime else { return nil }
    let rest = Milliseconds(rawValue: UInt64(after.bolusRemainingMilliseconds))
    return ", ready in \(QuantityWords.duration(rest))"
  }
}

/// A stop in words.
enum StopWords {
  /// What a sudden stop does, when somebody would hear of it, and what there is instead.
  private static let withdrawal: FaceText =
    "a sudden stop of intrathecal baclofen can kill: fever, spasms, confusion, within a day or "
    + "two. The pump sounds no alarm before it has been stopped for 48 h. To keep the catheter "
    + "open with next to no drug there is minimum rate (\(.goToMinimumRate))."

  /// What runs now and what becomes of it.
  static func preview(_ now: Interrogation, _ face: Face) -> String {
    var preview = OrderPreview()
    preview.add("now", Present(now).words ?? running(now))
    preview.add("new", "STOPPED: no drug at all, until resumed")
    if let kind = now.infusion {
      preview.add(
        "",
        kind == .bridge
          ? "what is left of the bridge waits until then"
          : "what is left of the \(kind.words) is given up")
    }
    preview.add("WARNING", withdrawal.text(face))
    return preview.text
  }

  private static func running(_ now: Interrogation) -> String {
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
