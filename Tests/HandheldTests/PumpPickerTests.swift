import SerialLink
import TestLimits
import Testing

@testable import Handheld

/// Which of several ports is meant.
@Suite(.limited)
struct PumpPickerTests {
  private let picker = PumpPicker([
    PortInfo(path: "/dev/ttyUSB0", kind: .serial, description: "CP2102", links: ["/dev/serial/a"]),
    PortInfo(PumpRecord(port: "/dev/pts/3", link: "/tmp/a", card: "/tmp/a.card", serial: "AAA")),
    PortInfo(PumpRecord(port: "/dev/pts/4", link: "/tmp/b", serial: "AAA")),
    PortInfo(PumpRecord(port: "/dev/pts/5", link: "/tmp/c", card: "/tmp/c.card", serial: "CCC")),
  ])

  @Test(
    arguments: [
      ("1", "/dev/ttyUSB0", nil), ("2", "/tmp/a", "/tmp/a.card"), ("4", "/tmp/c", "/tmp/c.card"),
      ("/tmp/b", "/tmp/b", nil), ("/dev/pts/5", "/tmp/c", "/tmp/c.card"),
      ("CCC", "/tmp/c", "/tmp/c.card"),
      ("/dev/serial/a", "/dev/ttyUSB0", nil),
    ] as [(String, String, String?)])
  func `a number, a port and a serial number name one, and its card comes with it`(
    answer: String, port: String, card: String?
  ) {
    let choice = picker.choice(answer)
    #expect(choice?.port == port)
    #expect(choice?.card == card)
  }

  @Test(arguments: ["0", "5", "-1", "AAA", "y", "/tmp", "99999999999999999999"])
  func `what names none, or more than one, is no choice`(answer: String) {
    #expect(picker.choice(answer) == nil)
  }

  @Test func `the list has a number for each, and obeys nothing that a pump says of itself`() {
    let picker = PumpPicker([
      PortInfo(PumpRecord(port: "/dev/pts/3", model: "PL\n\u{1b}[2J", serial: "x"))
    ])
    #expect(!picker.list.dropLast().contains("\n"))
    #expect(!picker.list.contains("\u{1b}"))
    #expect(self.picker.list.split(separator: "\n").map { $0.prefix(1) } == ["1", "2", "3", "4"])
  }
}
