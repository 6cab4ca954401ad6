package import Clinic
import ClinicText
import ProgrammerSession
import PumpText

/// Has a person answer for an order of which no pump can tell what became of it.
package struct SettlementFlow {
  private let archive: Archive
  private let order: Int64
  private let fate: OrderFate
  private let reason: String
  private let yes: Yes?

  /// - Parameters:
  ///   - order: Its number in the archive.
  ///   - reason: How the person knows; it is kept.
  ///   - yes: The answer to the question, when it was given beforehand.
  package init(archive: Archive, order: Int64, fate: OrderFate, reason: String, yes: Yes?) {
    self.archive = archive
    self.order = order
    self.fate = fate
    self.reason = reason
    self.yes = yes
  }

  /// Asks, and stores it.
  package func run() throws -> SettlementResult {
    guard let open = try archive.openOrder(order) else {
      throw ProgrammerError(
        .refused, "order \(order) is not in the archive, or what became of it is known already")
    }
    let what = fate == .done ? "carried out" : "NOT carried out"
    _ = try Question.confirm(
      "order       \(open.name.request.words) of \(open.intended)\nsettle as   \(what)\n",
      question: "Is that so?", yes: yes)
    guard try archive.settle(order, fate, by: .person, reason: reason) else {
      throw ProgrammerError(.refused, "what became of order \(order) was found out meanwhile")
    }
    return SettlementResult(order, as: fate)
  }
}
