import Clinic
import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import PumpPage

/// A pump that is replaced: its therapy goes over to another one, and the body after it.
@Suite(.limited)
struct ReplaceTests {
  private static func begun() -> Visitor {
    var visitor = Visitor("scenario=replace&seed=3")
    visitor.interrogate()
    visitor.press("Take the therapy over to another pump")
    return visitor
  }

  /// Lays the handheld wherever it has to be, until a person is asked or it is over.
  private static func goOn(_ visitor: inout Visitor) {
    for _ in 0..<8 {
      let labels = visitor.nodes("clinician").compactMap { $0["label"]?.text }
      guard let label = labels.first(where: { $0.hasPrefix("Lay it over") }) else { return }
      visitor.press(label)
    }
  }

  /// A yes where that is asked for; where it is not enough, the total as it is shown.
  private static func agree(_ visitor: inout Visitor) {
    let words = visitor.words("clinician")
    if words.contains("Yes, do it") { return visitor.press("Yes, do it") }
    let told = words.split(separator: "will hold up to ")
    guard told.count > 1, let total = told[1].split(separator: " mcg").first else { return }
    visitor.type("\(total) mcg", in: "total")
    visitor.press("Confirm this total")
  }

  private static func old(_ life: inout Life) -> PumpFirmware { pump(isNew: false, &life) }
  private static func new(_ life: inout Life) -> PumpFirmware { pump(isNew: true, &life) }

  private static func pump(isNew: Bool, _ life: inout Life) -> PumpFirmware {
    let isHere = (life.serial.string == "PLP-NEW001") == isNew
    return isHere ? life.pump.firmware : life.other?.pump.firmware ?? life.pump.firmware
  }

  private static let therapy = Therapy.simpleContinuous(
    DoseRate(nanogramsPerDay: 100_000) ?? .zero)

  @Test func `the therapy goes over, the old pump stops, and the body follows`() throws {
    var visitor = Self.begun()
    let life = visitor.page.scene
    #expect(visitor.words("clinician").contains("PLP-NEW001"))
    Self.goOn(&visitor)
    let words = visitor.words("clinician")
    #expect(words.contains("MINIMUM RATE") && words.contains("100 mcg/day"), "\(words)")
    #expect(Self.new(&life.life).state.therapy == .minimumRate, "nobody agreed to anything yet")
    #expect(!Self.old(&life.life).state.alarms.contains(.emergencyRate))
    Self.agree(&visitor)
    // The old pump comes first: it is not under the head, and nothing has changed yet.
    #expect(visitor.words("clinician").contains("minimum rate at the old pump"))
    #expect(Self.new(&life.life).state.therapy == .minimumRate)
    Self.goOn(&visitor)
    #expect(visitor.title == "Done", "\(visitor.words("clinician"))")
    #expect(Self.new(&life.life).state.therapy == Self.therapy)
    #expect(Self.old(&life.life).state.isStopped)
    #expect(visitor.words("clinician").contains("gives nothing"))
    visitor.press("Go on")
    visitor.press("Take out the pump in the body, put the other one in", of: "bench", lasting: 0)
    let before = try #require(life.life.patientNow?.given)
    visitor.letPass("5 days")
    let after = try #require(life.life.patientNow?.given)
    #expect(after.rawValue - before.rawValue > 400_000_000, "400 mcg in 5 days at the least")
    #expect(life.life.watch.breaches == [] && life.life.other?.watch.breaches ?? [] == [])
    #expect(visitor.words("truth").contains("The other pump, "))
  }

  @Test(arguments: [1, 2, 3])
  func `cut off after any step it says what each pump does, and is taken up again`(step: Int) {
    var visitor = Self.begun()
    let scene = visitor.page.scene
    Self.goOn(&visitor)
    Self.agree(&visitor)
    // Old pump, new pump, old pump: the cable is torn out before the step.
    for _ in 1..<step { visitor.press(Self.lay(visitor)) }
    visitor.press("Pull the cable out", of: "bench", lasting: 0)
    visitor.press(Self.lay(visitor), lasting: 90_000)
    Self.goOn(&visitor)
    visitor.wait(90_000)
    let words = visitor.words("clinician")
    #expect(visitor.title != "Take the therapy over to another pump", "\(words)")
    let old = Self.old(&scene.life).state
    let new = Self.new(&scene.life).state
    // Never two that give the whole therapy, and never none without an alarm.
    let oldGives = !old.isStopped && !old.alarms.contains(.emergencyRate)
    #expect(!(oldGives && new.therapy == Self.therapy))
    #expect(oldGives || new.therapy == Self.therapy || old.alarms.contains(.emergencyRate))
    #expect(words.contains("old pump") || words.contains("PLP-"), "\(words)")
    visitor.press("Go on")
    visitor.press("Plug the cable in", of: "bench")
    visitor.choose(Self.serialOfOld(scene), in: "pump")
    visitor.interrogate()
    visitor.press("Take the therapy over to another pump")
    for _ in 0..<3 {
      Self.goOn(&visitor)
      Self.agree(&visitor)
    }
    Self.goOn(&visitor)
    #expect(visitor.title == "Done", "\(visitor.words("clinician"))")
    #expect(Self.new(&scene.life).state.therapy == Self.therapy)
    #expect(Self.old(&scene.life).state.isStopped)
    #expect(scene.life.watch.breaches == [])
  }

  private static func lay(_ visitor: Visitor) -> String {
    visitor.nodes("clinician").compactMap { $0["label"]?.text }
      .first { $0.hasPrefix("Lay it over") } ?? "Lay it over"
  }

  private static func serialOfOld(_ scene: Scene) -> String {
    scene.life.serial.string == "PLP-NEW001"
      ? scene.life.other?.serial.string ?? "" : scene.life.serial.string
  }

  @Test func `what stands against it is said, and neither pump is changed`() {
    var visitor = Visitor("scenario=replace&seed=3")
    visitor.interrogate()
    visitor.open("A single bolus", under: "Everything else")
    visitor.type("20 mcg", in: "dose")
    visitor.type("30 min", in: "duration")
    visitor.press("Show what it would do")
    visitor.press("Yes, do it")
    visitor.interrogate()
    visitor.press("Take the therapy over to another pump")
    #expect(visitor.title == "Not done")
    #expect(visitor.words("clinician").contains("Neither pump was changed"))
    visitor.press("Go on")
    #expect(visitor.words("clinician").contains("Interrogate the pump"))
  }

  @Test func `whoever gives it up before he agreed has changed nothing`() {
    var visitor = Self.begun()
    visitor.press("Go no further")
    #expect(visitor.title == "Not done")
    #expect(visitor.words("clinician").contains("Neither pump was changed"))
    let scene = visitor.page.scene
    #expect(Self.new(&scene.life).state.therapy == .minimumRate)
    #expect(!Self.old(&scene.life).state.isStopped)
  }

  @Test func `the handheld over the other pump reads that one`() {
    var visitor = Visitor("scenario=replace&seed=3")
    visitor.choose("PLP-NEW001", in: "pump")
    visitor.interrogate()
    #expect(visitor.title.contains("PLP-NEW001"))
    #expect(visitor.words("clinician").contains("minimum rate"))
    #expect(visitor.words("patient").contains("lies over the other pump"))
  }

  @Test func `a moment in the middle of it can be gone back to, and comes again the same`() {
    var visitor = Visitor("scenario=replace&seed=3")
    visitor.choose("life", in: "pace", of: "bench")
    visitor.interrogate()
    visitor.press("Take the therapy over to another pump")
    Self.goOn(&visitor)
    Self.agree(&visitor)
    let then = visitor.page.scene.life.now.therapy
    let words = visitor.words("clinician")
    visitor.wait(2000)
    Self.goOn(&visitor)
    visitor.letPass("1 days")
    visitor.page.act("time/seek\nat=\(then.rawValue)")
    #expect(visitor.words("clinician") == words)
  }
}
