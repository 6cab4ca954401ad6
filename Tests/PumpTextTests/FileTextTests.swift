import PumpText
import TestLimits
import Testing

@Suite(.limited)
struct FileTextTests {
  @Test func `a byte order mark at the beginning is no part of a text`() {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    #expect(FileText.text(mark + Array("weekdays:".utf8)) == "weekdays:")
    #expect(FileText.text(Array("weekdays:".utf8)) == "weekdays:")
    #expect(FileText.text(mark) == "")
    #expect(FileText.text([UInt8]()) == "")
    #expect(FileText.text(Array("a".utf8) + mark) == "a\u{FEFF}")
    #expect(FileText.text([0xEF, 0xBB]) == nil)
    #expect(FileText.text([0xFF, 0xFE, 0x61, 0x00]) == nil)
  }
}
