import Decode
import PumpText
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import PumpPage

/// What is in the frames on the wire.
@Suite(.limited)
struct FrameTests {
  private static func rows(_ page: Page) -> [ViewValue] {
    guard case .list(let panes)? = page.value["panes"],
      let time = panes.first(where: { $0["id"] == .text("time") }),
      case .list(let nodes)? = time["screen"]?["nodes"],
      let group = nodes.first(where: { $0["label"] == .text("On the wire") }),
      case .list(let inside)? = group["nodes"], case .list(let rows)? = inside.first?["rows"]
    else {
      Issue.record("the wire is not shown")
      return []
    }
    return rows
  }

  private static func row(_ words: String, _ page: Page) -> ViewValue? {
    rows(page).first { $0["words"]?.text?.contains(words) == true }
  }

  /// The fields that a row shows, by their names.
  private static func fields(_ row: ViewValue?) -> [String: String] {
    guard case .list(let rows)? = row?["fields"] else { return [:] }
    var fields: [String: String] = [:]
    for case .list(let cells) in rows where cells.count == 2 {
      fields[cells[0].text ?? ""] = cells[1].text
    }
    return fields
  }

  private static func open(_ row: ViewValue?, _ page: Page) { page.act(row?["act"]?.text ?? "") }

  @Test func `a sealed answer shows what is in it, and by which key`() throws {
    var visitor = Visitor("scenario=home&seed=5")
    visitor.interrogate()
    let name = "from the pump, "
    let row = try #require(Self.row(": interrogation, sealed", visitor.page))
    #expect(row["words"]?.text?.hasPrefix(name) == true && Self.fields(row).isEmpty)
    Self.open(row, visitor.page)
    let fields = Self.fields(Self.row(": interrogation, sealed", visitor.page))
    #expect(fields["seal"] == "sealed, opened with this page's key of the clinician")
    let reading = try #require(visitor.page.scene.life.clinician.lastReading)
    #expect(fields["status.reservoirNanolitres"] == "\(reading.status.reservoirNanolitres)")
    #expect(fields["identity.serial"] == visitor.page.scene.life.serial.string)
    #expect(fields["bytes"]?.isEmpty == false && fields["counter"] != nil)
    Self.open(row, visitor.page)
    #expect(Self.fields(Self.row(": interrogation, sealed", visitor.page)).isEmpty)
  }

  @Test func `what is in the open is said to be, and has its fields`() throws {
    var visitor = Visitor("scenario=home&seed=5")
    visitor.interrogate()
    let row = try #require(Self.row(": identity, in the open", visitor.page))
    Self.open(row, visitor.page)
    let fields = Self.fields(Self.row(": identity, in the open", visitor.page))
    #expect(fields["seal"] == "none: in the open")
    #expect(fields["serial"] == visitor.page.scene.life.serial.string)
  }

  @Test func `an order on the wire shows its dose, in the past too`() throws {
    var visitor = Visitor("scenario=home&seed=5")
    visitor.choose("life", in: "pace", of: "bench")
    visitor.interrogate()
    visitor.open("A single bolus", under: "Everything else")
    visitor.type("20 mcg", in: "dose")
    visitor.type("10 min", in: "duration")
    visitor.press("Show what it would do")
    visitor.press("Yes, do it")
    let then = visitor.page.scene.life.now.therapy
    let frame = try #require(
      visitor.page.scene.life.wire.frames.last { $0.request == .startBolus })
    visitor.letPass("1 days")
    visitor.page.act("time/seek\nat=\(then.rawValue)")
    visitor.page.act("time/frame-\(frame.number)")
    let open = Self.rows(visitor.page).map { Self.fields($0) }.first { !$0.isEmpty }
    #expect(open?["nanograms"] == "20000" && open?["milliseconds"] == "600000")
  }

  @Test func `both handhelds' sessions are opened, each by its own key`() throws {
    var visitor = Visitor("scenario=home&seed=5")
    visitor.interrogate()
    visitor.press("Look at my pump", of: "patient")
    let keys = visitor.page.scene.life.wire.frames.flatMap { $0.items }.compactMap { $0.seal?.key }
    #expect(keys.contains("clinician") && keys.contains("patient"))
    let closed = visitor.page.scene.life.wire.frames.flatMap { $0.items }.filter {
      $0.seal != nil && $0.message == nil
    }
    #expect(closed.isEmpty)
  }

  @Test func `a programmer outside is seen on the wire of the pump that is lent out`() throws {
    let page = Page("scenario=home&seed=5")
    page.act("page/line\nevent=open\ndoor=pump\nwords=open")
    let frame = try #require(Self.identify())
    page.pumpHears(frame)
    #expect(Self.row(": identify, in the open", page) != nil)
    #expect(Self.row(": identity, in the open", page) != nil)
    page.pumpHears([0x11, 0x22])
    #expect(Self.row("a part of a frame", page) != nil)
  }

  /// A frame that asks who the pump is, as the page's own handheld sends it.
  private static func identify() -> [UInt8]? {
    var visitor = Visitor("scenario=home&seed=5")
    visitor.interrogate()
    return visitor.page.scene.life.wire.frames.first?.bytes
  }
}
