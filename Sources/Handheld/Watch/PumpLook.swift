import Clinic
import ClinicText
import PumpText
import Quantities
import SerialLink
import Telemetry
import VerbOutput

/// One look at a pump: a visit that reads, and leaves the port to others.
struct PumpLook {
  /// What it showed.
  let view: WatchView
  /// What was said beside it.
  let notices: [String]

  /// How many of the newest entries of the log are read at each look, and how many orders are told.
  private static let entries = 12
  private static let orders = 4

  /// Looks at a pump. Throws what a visit throws; the pump goes on either way.
  static func take(_ access: PumpAccess, isFull: Bool) throws -> PumpLook {
    let said = NoticeList()
    let seen = try Notices.$sink.withValue(Notices.Sink { said.add($0) }) {
      try Progress.$isTold.withValue(false) {
        let visit = try Visit.begin(access)
        defer { visit.end() }
        return try view(visit, isFull: isFull)
      }
    }
    return PumpLook(view: seen, notices: said.all)
  }

  private static func view(_ visit: Visit, isFull: Bool) throws -> WatchView {
    let result = try visit.review(isFull: isFull)
    let body = result.body
    // What cannot be read besides takes nothing from what can.
    let programme = body.therapy.mode == .daySchedule ? try? visit.programme() : nil
    let entries = (try? visit.log.entries(from: 1, last: Self.entries))?.entries ?? []
    let clock = LogClock(entries, now: body)
    return WatchView(
      result: result, next: body.clock.flatMap { programme?.comingStep(from: $0) },
      orders: entries.map(\.entry).filter(WatchView.isOrder).suffix(Self.orders).reversed()
        .map { LogRow($0, clock) })
  }
}
