import BenchClient
import BenchControl
import Console
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import Telemetry
import VerbOutput

extension WithdrawalAnswer {
  init(_ drawn: DrawnLiquid, _ truth: TruthAnswer) {
    self.init()
    came_nl = drawn.liquid.volume.rawValue
    came_pg = drawn.liquid.drug.rawValue
    drugs = drawn.drugs.isEmpty ? nil : drawn.drugs.map { DrugAnswer($0) }
    self.truth = truth
  }

  /// The syringe and the truth for people.
  var words: String {
    let strength = DrugWords.strength(came_pg, in: came_nl, drugs)
    return "withdrawn     \(QuantityWords.exactVolume(nanolitres: came_nl))\(strength)\n"
      + truth.words
  }
}

extension BenchAnswer {
  /// All of it in lines for people, on paper of some width.
  func words(on paper: Paper) -> String {
    switch self {
    case .truth(let report): report.words
    case .events(let report): report.words
    case .faults(let report): report.words
    case .withdrawal(let report): report.words
    case .reconciliation(let report): report.words(on: paper)
    case .line(let report): report.words
    case .patient(let report): report.words(on: paper)
    case .capture(let report): report.words
    case .usb(let report): report.words
    }
  }
}

extension EventsAnswer {
  /// Each event as a line of JSON: they are for programs.
  var words: String { events.map { (try? JSONText.line($0.tree)) ?? "" }.joined() }
}

/// The first tone of an alarm, as the simulator tells it.
struct AlarmJSON: Codable, Equatable {
  var event = "alarm"
  var alarm: String
  var is_critical: Bool
  var tone: String
  var therapy_time_s: UInt64
  /// Which of several pumps; left out of one that is alone.
  var pump: String?

  /// The report as one line of JSON.
  var line: String { (try? JSONText.line(self)) ?? "" }

  /// The report for people.
  var words: String {
    let time = QuantityWords.exactDuration(.seconds(therapy_time_s))
    let urgency = is_critical ? "CRITICAL " : ""
    let sound = Tone(name: tone)?.words ?? tone
    let title = Alarm(name: alarm)?.title ?? alarm
    return "after \(time) of therapy: \(urgency)\(title); the patient hears \(sound)"
  }
}

extension AlarmJSON {
  init(_ heard: AlarmHeard, pump: String? = nil) {
    self.pump = pump
    alarm = heard.alarm.name
    is_critical = heard.alarm.isCritical
    tone = heard.tone.name
    therapy_time_s = heard.time.seconds
  }
}

extension String {
  /// The text without spaces at its end.
  var trimmed: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
