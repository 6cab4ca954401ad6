import Foundation
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld

/// What the report looks like on screens and paper, and to those who do not see it.
@Suite(.limited)
struct ReportLookTests {
  private static let page: String = {
    var facts = ReportLab.facts()
    facts.truth = ReportLab.truth
    facts.history = [ReportLab.bolus]
    return ReportPage(facts: facts).text
  }()
  private let text = Self.page
  private let reader = PageReader(Self.page)

  // MARK: For those who do not see it

  @Test func `every table says what it holds, and every head what it is the head of`() {
    let tables = reader.all("table").count
    #expect(tables >= 6)
    #expect(reader.all("caption").count == tables)
    #expect(reader.texts(of: "caption").allSatisfy { !$0.isEmpty })
    let heads = reader.all("th")
    #expect(heads.allSatisfy { ["col", "row"].contains($0["scope"]) })
    #expect(reader.texts(of: "th").allSatisfy { !$0.isEmpty }, "no column without a name")
  }

  @Test func `every drawing is told in words with its numbers`() throws {
    for drawing in reader.all("svg") {
      #expect(drawing["role"] == "img")
      #expect((drawing["aria-label"] ?? "").count > 60, "\(drawing)")
    }
    let labels = reader.all("svg").compactMap { $0["aria-label"] }
    let reservoir = try #require(labels.first { $0.hasPrefix("Reservoir over time. ") })
    #expect(reservoir.contains("sounds on 2026-07-10, and empty on 2026-07-30"))
  }

  // MARK: On paper

  @Test func `the first page says that all is fictional, and every page of paper does`() throws {
    let header = try #require(text.range(of: "<header>"))
    let notice = try #require(
      text.range(of: ReportStyle.notice, range: header.upperBound..<text.endIndex))
    let figure = try #require(text.range(of: "<figure"))
    #expect(notice.lowerBound < figure.lowerBound)
    #expect(text.contains("@bottom-left { content: \(ReportStyle.quoted(ReportStyle.notice));"))
  }

  @Test func `every page of paper has the pump's serial number, the date and its number`() {
    #expect(text.contains("@top-left { content: \"Pump report  PL40-SAMPLE\";"))
    #expect(text.contains("@top-right { content: \"2026-04-01 11:00\";"))
    #expect(text.contains("content: \"page \" counter(page) \" of \" counter(pages);"))
  }

  @Test(arguments: [
    ("PL40-7", "\"PL40-7\""), ("a\"b", "\"a\\22 b\""), ("x\\", "\"x\\5c \""),
    ("</style>&", "\"\\3c \\2f style\\3e \\26 \""), ("é\n", "\"\\e9 \\a \""),
  ])
  func `what a pump is called ends no string of the sheet`(name: String, string: String) {
    #expect(ReportStyle.quoted(name) == string)
    let sheet = ReportStyle.sheet(head: name, date: "")
    #expect(!sheet.contains { "<>&".contains($0) })
  }

  // MARK: On a dark screen

  /// The contrast of two colours, from 1 to 21. WCAG 2.2, "contrast ratio".
  private func contrast(_ one: String, _ other: String) -> Double {
    func luminance(_ colour: String) -> Double {
      let number = UInt32(colour.dropFirst(), radix: 16) ?? 0
      let parts = [16, 8, 0].map { shift -> Double in
        let part = Double(number >> UInt32(shift) & 0xff) / 255
        return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let (bright, dim) = (luminance(one), luminance(other))
    return (max(bright, dim) + 0.05) / (min(bright, dim) + 0.05)
  }

  @Test(arguments: Ink.allCases)
  func `every colour is seen on white paper and on a dark screen`(ink: Ink) {
    // Words need more than lines; what only fills the ground behind them is not to be read.
    let needed: Double? =
      switch ink {
      case .text, .quiet, .delivered, .alarm: 4.5
      case .grid, .pause: nil
      case .axis, .programmed, .truth, .mark, .faint, .plan1, .plan2, .plan3, .plan4, .plan5,
        .plan6, .plan7:
        3
      }
    guard let needed else { return }
    #expect(contrast(ink.light, "#ffffff") >= needed)
    #expect(contrast(ink.dark, "#12181c") >= needed)
  }

  @Test func `every colour of a drawing is changed on a dark screen, and on no paper`() throws {
    let dark = try #require(text.range(of: "@media screen and (prefers-color-scheme: dark)"))
    let rules = text[dark.upperBound...]
    for name in ["polyline", "line", "rect", "circle", "text"] {
      for shape in reader.all(name) {
        let style = try #require(shape["class"], "\(name) \(shape)")
        #expect(rules.contains("  .\(style)[fill]:not([fill=none]) { fill: "), "\(style)")
        #expect(rules.contains("  .\(style)[stroke] { stroke: "), "\(style)")
      }
    }
  }

  // MARK: On a narrow screen

  @Test func `every drawing has a layout for narrow screens whose words can be read there`() {
    let drawings = reader.all("svg")
    #expect(drawings.filter { $0["class"] == "wide" }.count == 5)
    #expect(drawings.filter { $0["class"] == "narrow" }.count == 5)
    // 390 points less the margins of the page.
    let screen = 350.0
    var width = 0.0
    for element in reader.elements {
      if element.name == "svg" {
        let box = element.attributes["viewBox", default: ""].split(separator: " ")
        width = element.attributes["class"] == "narrow" ? Double(box[2]) ?? 0 : 0
        // Where no sheet of styles is applied there is one drawing and not two.
        #expect((element.attributes["display"] == "none") == (width > 0))
      }
      guard element.name == "text", width > 0 else { continue }
      let size = Double(element.attributes["font-size"] ?? "") ?? 0
      #expect(size * screen / width >= 10.5)
    }
  }

  @Test func `no word of a drawing runs into its neighbour or off the sheet`() {
    var width = 720.0
    var letters = 11.0
    var ends: [String: Double] = [:]
    for (element, words) in reader.elementsWithWords {
      if element.name == "svg" {
        width = element.attributes["class"] == "narrow" ? 400 : 720
        letters = element.attributes["class"] == "narrow" ? 12.5 : 11
        ends = [:]
      }
      guard element.name == "text" else { continue }
      let place = Double(element.attributes["x"] ?? "") ?? -1
      let length = Double(words.count) * letters * 0.5
      let start =
        switch element.attributes["text-anchor"] {
        case "end": place - length
        case "middle": place - length / 2
        default: place
        }
      #expect(start >= -2 && start + length <= width + 2, "\(words)")
      // Words under the axis stand in one row, in their order.
      guard element.attributes["text-anchor"] == "middle", let row = element.attributes["y"] else {
        continue
      }
      #expect(start >= ends[row] ?? -1, "\(words)")
      ends[row] = start + length
    }
  }
}
