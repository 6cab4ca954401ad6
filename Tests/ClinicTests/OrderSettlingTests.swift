import ClinicSupport
import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Clinic

/// What becomes of orders whose programmer ended before it knew, whatever the pump can tell.
@Suite(.limited)
struct OrderSettlingTests {
  /// A settling that is driven to its end, with what is seen of it.
  private struct Drive {
    var settling: OrderSettling
    var stored: [OpenOrder] = []
    var told: [OpenOrder] = []
    var takenUp: UnsettledOrder?
    /// How often something was wanted.
    var asked = 0
    /// What was found wrong on the way.
    var faults: [String] = []
    /// What the session says of the order that it took up.
    var settlement: Outcome?
    var isConcluded = false

    init(
      _ lab: SettlingLab, _ trouble: SettlingLab.Trouble, _ random: inout SplitMix64
    ) {
      settling = OrderSettling(lab.orders)
      while let action = settling.nextAction(), asked < 1000 {
        asked += 1
        carryOut(action, lab, trouble, &random)
      }
    }

    private mutating func carryOut(
      _ action: OrderSettling.Action, _ lab: SettlingLab, _ trouble: SettlingLab.Trouble,
      _ random: inout SplitMix64
    ) {
      func isHit(_ share: UInt64) -> Bool { share > 0 && random.once(in: share) }
      switch action {
      case .takeUp(let order):
        takenUp = order
        settlement = nil
        isConcluded = false
      case .ask(.readStatus):
        if isHit(trouble.status) { return settling.heard(Self.silence, settlement: nil) }
        settlement = takenUp.flatMap { lab.settlement(of: $0) }
        settling.heard(.reply(.status(lab.status)), settlement: settlement)
      case .ask(.interrogate):
        if isHit(trouble.interrogation) {
          return settling.heard(Self.silence, settlement: settlement)
        }
        settling.heard(.reply(.interrogation(lab.interrogation)), settlement: settlement)
      case .ask: faults.append("asked for something else")
      case .askLog(let first):
        if isHit(trouble.page) { return settling.heardLog(nil) }
        let wrong = isHit(trouble.otherPage) ? first + 1 : first
        settling.heardLog(lab.log.page(wrong))
      case .conclude(let outcome):
        if settlement != nil { faults.append("concluded against the status") }
        settlement = outcome
        isConcluded = true
      case .store(let order, let fate, let evidence):
        store(order, fate, evidence, lab)
        let isStored = !isHit(trouble.store)
        if isStored { stored.append(order) }
        settling.stored(isStored)
      case .tell(let order): told.append(order)
      }
    }

    private mutating func store(
      _ order: OpenOrder, _ fate: OrderFate, _ evidence: OrderEvidence, _ lab: SettlingLab
    ) {
      if takenUp != order.name { faults.append("stored for another than was asked about") }
      if stored.contains(order) { faults.append("stored twice") }
      if evidence != (isConcluded ? .log : .status) { faults.append("other evidence") }
      if fate != (settlement == .doneUnheard ? .done : .notDone) {
        faults.append("the session knows it otherwise")
      }
      if fate != (lab.done.contains(order.id) ? .done : .notDone) {
        faults.append("\(order.intended) is told as \(fate)")
      }
    }

    private static let silence = Outcome.failed(.noAnswer(to: .readStatus, heard: .nothing))
  }

  @Test(arguments: 0..<400 as Range<UInt64>)
  func `nothing is told that is not so, and what is not known stands in the way`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var lab = SettlingLab(&random)
    lab.log.room = random.once(in: 2) ? 4096 : Int(random.from(1...20))
    if random.once(in: 3) {
      lab.log.damaged.insert(UInt32(random.from(1...UInt64(lab.log.entries.count + 1))))
    }
    let trouble = SettlingLab.Trouble(
      status: random.below(6), interrogation: random.below(6), page: random.below(9),
      otherPage: random.below(9), store: random.below(4))
    let drive = Drive(lab, trouble, &random)
    #expect(drive.faults.isEmpty, "seed \(seed): \(drive.faults)")
    #expect(drive.asked < 1000, "seed \(seed): it asks for ever")
    let open = drive.settling.open
    #expect(open == lab.orders.filter { !drive.stored.contains($0) }, "seed \(seed)")
    #expect(drive.told.allSatisfy { open.contains($0) })
    if let first = open.first {
      #expect(drive.takenUp == first.name && drive.settlement == nil, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `a pump that can tell leaves nothing open`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let lab = SettlingLab(&random)
    let drive = Drive(lab, SettlingLab.Trouble(), &random)
    #expect(drive.faults.isEmpty && drive.told.isEmpty, "seed \(seed): \(drive.faults)")
    #expect(drive.settling.open.isEmpty && drive.stored == lab.orders, "seed \(seed)")
  }

  @Test func `only what the pump cannot tell any more is left to a person`() {
    var random = SplitMix64(seed: 3)
    let lab = SettlingLab(&random)
    // A line that is silent may speak again, and what could not be stored was told already.
    for trouble in [SettlingLab.Trouble(status: 1), SettlingLab.Trouble(store: 1)] {
      let drive = Drive(lab, trouble, &random)
      #expect(drive.told.isEmpty && drive.settling.open == lab.orders)
    }
  }

  @Test func `what is handed in out of turn changes nothing`() {
    var random = SplitMix64(seed: 5)
    let lab = SettlingLab(&random)
    var settling = OrderSettling(lab.orders)
    settling.stored(true)
    settling.heardLog(nil)
    #expect(settling.open == lab.orders)
    #expect(settling.nextAction() == .takeUp(lab.orders[0].name))
    #expect(settling.nextAction() == .ask(.readStatus) && settling.nextAction() == nil)
    var none = OrderSettling([])
    #expect(none.nextAction() == nil)
    none.heard(.reply(.status(lab.status)), settlement: .notDone)
    none.stored(true)
    #expect(none.nextAction() == nil && none.open.isEmpty)
  }
}
