import BadLink
import Clinic
import ProgrammerSession
import Quantities
import Telemetry

/// What comes of what a handheld is set to do, and how far it got.
extension Handheld {
  /// What it came to believe of an order.
  struct Belief {
    let command: AppliedCommand
    let fate: OrderFate
  }

  /// What came of it.
  indirect enum News {
    /// What was read.
    case read(VisitFacts)
    /// What was read, with the log.
    case reported(VisitFacts, LogCollection)
    /// A person is asked, and the session stays open for the answer.
    case asks(VisitQuestion)
    /// A visit is over.
    case ended(VisitEnd)
    /// The emergency call is over; whether the pump carried it out.
    case called(EmergencyCourse.End?)
    /// It is another pump than the card is of, or speaks another language.
    case mismatch(PumpMismatch)
    /// It did not come to a visit.
    case failed(VisitFault)
  }

  /// How far it got.
  indirect enum Phase {
    case idle
    case identifying
    case opening(SessionOpening)
    case settling(OrderSettling)
    case reading(VisitReading)
    case readingLog(LogCollector, VisitFacts)
    case visiting(VisitMachine)
    case consulting(VisitMachine)
    case giving(VisitMachine, PermittedOrder, OrderPatience?)
    /// The pump was busy; the order is given anew at a moment.
    case pausing(VisitMachine, PermittedOrder, OrderPatience?, until: LinkTime)
    case calling(EmergencyCourse, again: LinkTime?)
    /// The session is held open: nothing is asked, a request is, or an order is given.
    case serving
    case servingRequest
    case servingOrder(PermittedOrder, OrderPatience?)
    case servingPause(PermittedOrder, OrderPatience, until: LinkTime)
    case closing
  }
}
