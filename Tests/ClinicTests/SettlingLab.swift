import ClinicSupport
import ProgrammerSession
import Quantities
import Telemetry
import TestSupport

@testable import Clinic

/// A pump that orders of earlier visits went to, some of which it carried out, and what goes wrong
/// while it is asked about them.
struct SettlingLab {
  /// What of the way is hit, once in so many times; zero for never.
  struct Trouble {
    var status: UInt64 = 0
    var interrogation: UInt64 = 0
    var page: UInt64 = 0
    var otherPage: UInt64 = 0
    var store: UInt64 = 0
  }

  private(set) var orders: [OpenOrder] = []
  /// Which of them the pump carried out, by their number in the archive.
  private(set) var done: Set<Int64> = []
  var log = LogLab()
  private var last: (command: AppliedCommand, kind: RequestType, seconds: UInt32)?
  private var seconds: UInt32 = 1000

  /// Some orders, in sessions of their own, and perhaps others between and behind them.
  init(_ random: inout SplitMix64) {
    for id in 1...Int64(random.from(1...4)) {
      let command = AppliedCommand(session: UInt32(id) * 2, request: UInt16(random.from(1...9)))
      let name = UnsettledOrder(request: .startBolus, command: command, notAfter: 0)
      others(&random)
      orders.append(
        OpenOrder(
          id: id, name: name, intended: "order \(id)",
          knownTherapySeconds: random.once(in: 3) ? nil : seconds))
      if random.once(in: 2) {
        done.insert(id)
        add(command, .startBolus)
      } else if random.once(in: 3) {
        // A pump that was set back gave the session's number again, and it named another order.
        add(command, .setLowAlarm)
      }
      if random.once(in: 3) {
        add(AppliedCommand(session: command.session + 1, request: 2), .startBolus)
      }
    }
    others(&random)
  }

  private mutating func others(_ random: inout SplitMix64) {
    for _ in 0..<random.below(12) {
      seconds += UInt32(random.below(3))
      log.add(.alarmRaised, at: seconds, detail: 2)
    }
  }

  private mutating func add(_ command: AppliedCommand, _ kind: RequestType) {
    seconds += 1
    log.add(
      .order, at: seconds, detail: kind.rawValue, short: command.request, number: command.session)
    last = (command, kind, seconds)
  }

  /// Its status, by which a session judges the order that it took up.
  var status: Status {
    Samples.status {
      $0.therapySeconds = seconds
      $0.lastApplied = last?.command
    }
  }

  /// What a later session says of an order after it heard the status.
  func settlement(of order: UnsettledOrder) -> Outcome? {
    guard let last else { return .notDone }
    if last.command == order.command { return .doneUnheard }
    return last.command.session > order.command.session ? nil : .notDone
  }

  var interrogation: Interrogation {
    Samples.interrogation(
      status, lastApplied: last.map { .init($0.kind, therapySeconds: $0.seconds) })
  }
}
