import Handheld

@testable import Clinic
@testable import ClinicText

// What is shown before an order, as a terminal prints it.

extension BolusPreview { var words: String { facts.sheet } }
extension PrimePreview { var words: String { facts.sheet } }
extension BridgePreview { var words: String { facts.sheet } }
extension ResumePreview { var words: String { facts.sheet } }
extension SilencePreview { var words: String { facts.sheet } }
extension LowAlarmPreview { var words: String { facts.sheet } }

extension KeyChangePreview {
  func words(card: String) -> String { facts(card: card).sheet }
}
