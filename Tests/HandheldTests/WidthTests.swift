import ClinicSupport
import Console
import PumpText
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// What a person reads on terminals of all widths.
@Suite(.limited)
struct WidthTests {
  @Test(arguments: [40, 60, 79, 80, 132])
  func `an interrogation fits the terminal, each value under its own`(width: Int) {
    var body = Samples.interrogation()
    body.status.alarms.insert(.motorStall)
    let report = InterrogationResult(
      body: body, running: Samples.forecast(), isFull: true, drugs: .standard,
      face: .plain)
    let paper = Paper(width: width)
    let lines = paper.laid(report.words(on: paper)).split(separator: "\n")
    for line in lines {
      #expect(line.count <= width, "\(line)")
      #expect(Array(line)[10] == " " && Array(line)[11] != " ", "\(line)")
    }
    #expect(lines.contains { $0.contains("CRITICAL motor stall") })
    let gauge = lines.flatMap { $0.split(separator: " ") }.first { $0.hasPrefix("[") }
    #expect(gauge?.count == (width < 80 ? 12 : 22))
  }

  @Test func `what is now is folded before it runs into what is new`() {
    var table = ScreenTable()
    table.add(
      "empty", "not reached at this rate before the end of service", "2026-08-30 06:39, in 178 days"
    )
    #expect(
      SideBySide(table, Paper(width: 80)).text == """
                        now                       new
        empty           not reached at this rate  2026-08-30 06:39, in 178 days
                        before the end of
                        service

        """)
  }

  @Test func `on narrow paper what is now stands over what is new, and a day under its title`() {
    var table = ScreenTable()
    table.add("24-h total", "100 mcg", "133.333 mcg, +33.3 %")
    table.add("bridge", "", "0.272 mL", "it ends in 3 h")
    #expect(
      SideBySide(table, Paper(width: 40)).text == """
        24-h total
          now  100 mcg
          new  133.333 mcg, +33.3 %
        bridge
          new  0.272 mL
               it ends in 3 h

        """)
    let line = Timeline(Paper(width: 40))
    #expect(
      line.axis("the day") == """
        the day
          0  3  6  9  12 15 18 21 24 h

        """)
  }
}
