import Clinic
import ClinicText
package import PumpText
import Quantities
import Telemetry

/// The report as one page of HTML that needs no other file.
package struct ReportPage {
  package let facts: ReportFacts
  /// How its reader makes a fuller one.
  package let face: Face

  package init(facts: ReportFacts, face: Face) {
    self.facts = facts
    self.face = face
  }

  package var text: String {
    let head = Markup.element(
      "head", [],
      [
        .element("meta", [("charset", "utf-8")], []),
        .element(
          "meta",
          [("name", "viewport"), ("content", "width=device-width, initial-scale=1")], []),
        .tag("title", text: "Pump report \(serial) \(date)"),
        .tag("style", nil, .sheet(ReportStyle.sheet(head: "Pump report  \(serial)", date: date))),
      ])
    let body = Markup.element("body", [], [header] + sections + [footer])
    return "<!DOCTYPE html>\n"
      + Markup.element("html", [("lang", "en")], [head, body]).rendered + "\n"
  }

  private var serial: String { facts.now.identity.serial.string }

  /// The moment of the report, by the pump's clock.
  private var date: String { facts.moment(facts.seconds) }

  /// Who the patient is: as it was said, else by the code in the archive.
  private var who: String? { facts.patient ?? facts.trend?.patient.code }

  private var header: Markup {
    let text = facts.text
    return .tag(
      "header", nil, .tag("p", "fiction", text: ReportStyle.notice),
      .tag("h1", text: "Pump report"),
      .tag(
        "p", "lead",
        text: (who.map { "\($0) · " } ?? "") + text.pump),
      .tag("p", "lead", text: text.interrogated))
  }

  private var sections: [Markup] {
    let tables = ReportTables(facts: facts)
    var parts: [Markup] = []
    if let warnings = tables.warnings { parts.append(warnings) }
    parts += [
      tables.summary,
      Self.section("Programme over the day", ProgrammeFigure(facts: facts).markup),
      Self.section("Reservoir", ReservoirFigure(facts: facts).markup),
      Self.section(
        "Delivered against programmed", DeliveryFigure(facts: facts).markup, style: "page keep"),
      Self.section("Trumpet curve", TrumpetFigure(facts: facts).markup),
    ]
    if let bridge = BridgeFigure(facts: facts, face: face).markup {
      parts.append(Self.section("Bridge", bridge))
    }
    if let alarms = tables.alarms {
      parts.append(.tag("section", nil, .tag("h2", text: "Alarms"), alarms))
    }
    if let trend = facts.trend.flatMap({
      TrendFigure(trend: $0, count: facts.eventCount).parts
    }) {
      parts.append(.element("section", [], [.tag("h2", text: "Dose and findings")] + trend))
    }
    parts.append(tables.history)
    parts.append(tables.events)
    return parts
  }

  /// A part with its heading, which stay on one page together.
  private static func section(
    _ title: String, _ content: Markup, style: String = "keep"
  ) -> Markup {
    .tag("section", style, .tag("h2", text: title), content)
  }

  private var footer: Markup {
    .tag(
      "footer", nil,
      .tag(
        "p",
        text:
          "Made on \(facts.made) by the computer's clock, by PumpLink, an emulator of a fictional "
          + "pump for engineering, testing and teaching. It is not a medical device and gives no "
          + "dosing advice."))
  }
}
