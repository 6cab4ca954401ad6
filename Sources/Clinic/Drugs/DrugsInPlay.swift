import Quantities
package import Telemetry

/// The drugs that an order is about: the one that the reservoir holds or will hold, and those that
/// are in play beside it. Wherever there is more than one, no amount stands without its drug.
package struct DrugsInPlay: Equatable, Sendable {
  /// The drug in the reservoir, or that is filled in.
  package let drug: DrugCode
  /// The drug that it takes the place of; `nil` when there was no other.
  package let replaced: DrugCode?
  /// Other drugs that lie between reservoir and tip, the last that was replaced first.
  package let inPath: [DrugCode]

  /// As a pump was read.
  package init(_ now: Interrogation) {
    drug = now.drug
    replaced = nil
    inPath = now.otherDrugsInPath
  }

  /// As a change would make it. What is filled in leaves in the path what the reservoir held.
  package init(_ change: ChangePreview) {
    drug = change.after.report.drug
    replaced = change.replacedDrug
    let before = [replaced].compactMap { $0 } + change.now.otherDrugsInPath
    let drug = self.drug
    inPath = before.filter { $0 != drug }
  }
}

extension Interrogation {
  /// The drugs that lie between reservoir and tip and are not the one in the reservoir, the last
  /// that was replaced first; by the pump's account, which a path that was flushed does not change.
  package var otherDrugsInPath: [DrugCode] {
    [formerDrug, olderDrug].compactMap { $0 }.filter { $0 != drug }
  }
}

extension ChangePreview {
  /// The drug that another takes the place of; `nil` when the reservoir keeps its own.
  package var replacedDrug: DrugCode? {
    before.report.drug == after.report.drug ? nil : before.report.drug
  }
}
