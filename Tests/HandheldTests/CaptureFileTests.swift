import Decode
import Foundation
import PumpText
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

@Suite(.limited)
struct CaptureFileTests {
  private func read(_ bytes: [UInt8]) throws -> [CapturedPiece] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try CaptureFile.read(file.path).pieces
  }

  private func read(_ text: String) throws -> [CapturedPiece] { try read(Array(text.utf8)) }

  @Test func `lines of a capture have a time and a direction`() throws {
    let pieces = try read("0 > 0004\n12 < FFfe 10\n")
    #expect(pieces.map(\.direction) == [.toPump, .fromPump])
    #expect(pieces.map(\.milliseconds) == [0, 12])
    #expect(pieces.map(\.bytes) == [[0x00, 0x04], [0xff, 0xfe, 0x10]])
  }

  @Test func `comments, empty lines and spaces do not count`() throws {
    let pieces = try read("# a visit\n\n   \n  0   >   00 04 \n#")
    #expect(pieces.map(\.bytes) == [[0x00, 0x04]])
  }

  @Test func `bare hexadecimal has neither time nor direction`() throws {
    let pieces = try read("00 04\n0104\n")
    #expect(pieces.map(\.direction) == [.unknown, .unknown])
    #expect(pieces.map(\.milliseconds) == [nil, nil])
    #expect(pieces.flatMap(\.bytes) == [0x00, 0x04, 0x01, 0x04])
  }

  @Test func `bytes that are no text are the bytes of the line themselves`() throws {
    for bytes in [[0x00, 0x04, 0x01], [0xff, 0xfe, 0x80]] as [[UInt8]] {
      let pieces = try read(bytes)
      #expect(pieces.map(\.bytes) == [bytes])
      #expect(pieces.map(\.direction) == [.unknown])
    }
  }

  @Test func `an empty capture has nothing in it`() throws {
    #expect(try read("").isEmpty)
    #expect(try read("\n\n# nothing\n").isEmpty)
  }

  @Test(arguments: ["0 > 0", "0 > 0g", "x > 00", "-1 > 00", "0 = 00", "hello", "000"])
  func `a line that is none is refused with its number`(line: String) {
    let error = #expect(throws: ProgrammerError.self) { try read("0 > 00\n\(line)\n") }
    #expect(error?.exitStatus == .data)
    #expect(error?.message.contains(":2: neither") == true, "\(String(describing: error))")
  }

  @Test func `a capture that is not there is refused`() {
    for path in ["/nowhere/at/all", "/tmp"] {
      let error = #expect(throws: ProgrammerError.self) { _ = try CaptureFile.read(path) }
      #expect(error?.exitStatus == .data)
    }
  }
}
