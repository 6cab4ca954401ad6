import ClinicSupport
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Clinic

/// A catheter as it is wanted becomes an order for the pump at hand, or is refused before one.
@Suite(.limited)
struct CatheterWantedTests {
  private static func name(_ text: String) -> ShortText<8> {
    ShortText(text.utf8.span) ?? ShortText()
  }

  private static func wanted(
    _ reason: CatheterReason, _ change: (inout CatheterWanted) -> Void = { _ in }
  ) -> CatheterWanted {
    var wanted = CatheterWanted(reason)
    change(&wanted)
    return wanted
  }

  private static let whole = wanted(.implant) {
    $0.model = name("pl-c26")
    $0.implanted = 603
    $0.cut = 397
    $0.tip = .t8
  }

  @Test func `a new catheter is named in full, its model in any letters`() throws {
    #expect(
      try Self.whole.order(Samples.untold)
        == SetCatheter(
          model: 2, implantedMillimetres: 603, cutMillimetres: 397, tip: .t8, reason: .implant,
          content: .pathEmpty, volumesVersion: 2))
    for reason in [CatheterReason.implant, .catheterReplaced] {
      for left in 0..<3 {
        var wanted = Self.wanted(reason) {
          $0.model = left == 0 ? nil : Self.name("PL-C22")
          $0.implanted = left == 1 ? nil : 600
          $0.cut = left == 2 ? nil : 300
        }
        // What the pump was told before is another catheter's.
        for told in [Samples.untold, Samples.catheter()] {
          #expect(throws: WantedProblem.catheterUnsaid(reason, told)) {
            try wanted.order(told)
          }
        }
        wanted.model = Self.name("PL-C2")
        #expect(throws: WantedProblem.catheterUnknown(Self.name("PL-C2"), Samples.untold)) {
          try wanted.order(Samples.untold)
        }
      }
    }
  }

  @Test func `a revision keeps what is not said`() throws {
    let told = Samples.catheter()
    #expect(
      try Self.wanted(.tipMoved) { $0.tip = .t6 }.order(told)
        == SetCatheter(
          model: 1, implantedMillimetres: 600, cutMillimetres: 300, tip: .t6, reason: .tipMoved,
          content: .asItWas, volumesVersion: 2))
    let trimmed = try Self.wanted(.catheterTrimmed) {
      $0.implanted = 550
      $0.cut = 350
    }.order(told)
    #expect(trimmed.model == 1 && trimmed.tip == .t10 && trimmed.content == .asItWas)
    #expect(throws: WantedProblem.tipUnsaid) { try Self.wanted(.tipMoved).order(told) }
    #expect(throws: WantedProblem.noCatheter) {
      try Self.wanted(.corrected) { $0.implanted = 0 }.order(told)
    }
    #expect(throws: WantedProblem.catheterUnsaid(.tipMoved, Samples.untold)) {
      try Self.wanted(.tipMoved) { $0.tip = .t6 }.order(Samples.untold)
    }
  }

  @Test(arguments: [
    (CatheterReason.implant, PathContent.pathEmpty), (.catheterReplaced, .catheterEmpty),
    (.catheterTrimmed, .asItWas), (.pumpReplaced, .asItWas), (.corrected, .asItWas),
  ])
  func `what lies in the path is what is usual, unless it is said`(
    reason: CatheterReason, usual: PathContent
  ) throws {
    var wanted = Self.whole
    wanted = Self.wanted(reason) {
      $0.model = wanted.model
      $0.implanted = wanted.implanted
      $0.cut = wanted.cut
    }
    #expect(try wanted.order(Samples.catheter()).content == usual)
    for content in [PathContent.asItWas, .catheterEmpty, .pathEmpty] {
      wanted.content = content
      #expect(try wanted.order(Samples.catheter()).content == content)
    }
  }

  // MARK: The preview

  private func preview(_ wanted: CatheterWanted, _ told: CatheterReport) throws
    -> CatheterPreview
  {
    let order = try wanted.order(told)
    let asked = ReadCatheter(
      model: order.model, implantedMillimetres: order.implantedMillimetres,
      cutMillimetres: order.cutMillimetres, content: order.content)
    return CatheterPreview(
      order, now: Samples.interrogation(), dailyNanograms: 100_000, before: told,
      after: Samples.catheter(asked, from: told))
  }

  @Test func `what has to be primed and both mistakes are in the pump's own numbers`() throws {
    let preview = try preview(Self.whole, Samples.untold)
    #expect(preview.after.pathNanolitres == 296_780 && preview.after.prime == .wholePath)
    #expect(preview.primedDrug.rawValue == 296_780 * 2000)
    // 296.78 uL at 24 mL/day, rounded up to the second; 593.56 mcg of 100 mcg a day.
    #expect(preview.primeTime == .seconds(1069) && preview.wrongPrimeTenths == 5936)
    #expect(preview.oddity == nil)
  }

  @Test func `what is hardly meant is told`() throws {
    let told = Samples.catheter()
    func oddity(_ wanted: CatheterWanted) throws -> CatheterPreview.Oddity? {
      try preview(wanted, told).oddity
    }
    #expect(try oddity(Self.wanted(.tipMoved) { $0.tip = .t6 }) == nil)
    #expect(
      try oddity(
        Self.wanted(.tipMoved) {
          $0.tip = .t6
          $0.implanted = 610
        }) == .otherCatheter)
    #expect(try oddity(Self.wanted(.catheterTrimmed)) == .notShorter)
    #expect(try oddity(Self.wanted(.catheterTrimmed) { $0.implanted = 595 }) == nil)
    var full = Self.whole
    full.content = .asItWas
    #expect(try oddity(full) == .newButFull)
    #expect(try oddity(Self.wanted(.corrected) { $0.content = .catheterEmpty }) == .keptButEmpty)
  }

  @Test func `a pump that holds another catheter afterwards is found out`() throws {
    let preview = try preview(Self.whole, Samples.untold)
    var held = preview.after
    #expect(!preview.isHeld(held))
    held.tip = .t8
    #expect(preview.isHeld(held))
    held.cutMillimetres += 1
    #expect(!preview.isHeld(held))
  }
}
