import Clinic
import ClinicText
import ProgrammerSession
import PumpText

/// What became of an order of an earlier visit, in words.
enum EarlierOrderWords {
  private static func name(_ order: OpenOrder) -> String {
    "the \(order.name.request.words) ordered at \(order.intended) "
      + "(\(order.name.command.words), number \(order.id) in the archive)"
  }

  static func settled(_ order: OpenOrder, _ fate: OrderFate) -> String {
    let what = fate == .done ? "was carried out" : "was not carried out and will not be"
    return "what became of \(name(order)) was not known; the pump says that it \(what)"
  }

  static func unsettled(_ order: OpenOrder) -> FaceText {
    """
    nobody knows whether \(name(order)) was carried out, and the pump cannot tell any more. \
    Reading goes on, but no order is given until it is settled: compare the therapy with what was \
    meant, then \(.settleOrder(order.id))
    """
  }

  /// Why a new order is not sent.
  static func blocked(by order: OpenOrder) -> ProgrammerError {
    ProgrammerError(.unknown, "\(unsettled(order)). Nothing was sent")
  }
}
