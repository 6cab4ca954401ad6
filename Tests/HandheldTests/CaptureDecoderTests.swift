import ClinicSupport
import Decode
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld

@Suite(.limited)
struct CaptureDecoderTests {
  private let request = Samples.frame(.opening(.identify), id: 7)
  private let reply = Samples.frame(.identity(Samples.identity), id: 7)

  private func piece(
    _ bytes: [UInt8], _ direction: CapturedPiece.Direction, _ milliseconds: UInt64? = nil
  ) -> CapturedPiece {
    CapturedPiece(direction: direction, milliseconds: milliseconds, bytes: bytes)
  }

  @Test func `a request and its answer`() throws {
    var decoder = CaptureDecoder()
    let asked = try #require(decoder.decode(piece(request, .toPump, 3)).first)
    #expect(asked.message == "identify")
    #expect(asked.request == 7 && asked.milliseconds == 3 && asked.session == nil)
    let answered = try #require(decoder.decode(piece(reply, .fromPump, 4)).first)
    #expect(answered.message == "identity")
    #expect(answered.fields?.first { $0.name == "serial" }?.value.text == "PL40-SAMPLE")
    #expect(decoder.unfinished.isEmpty)
  }

  @Test func `without a direction the message tells whose it is`() {
    var decoder = CaptureDecoder()
    let items = decoder.decode(piece(request + reply, .unknown))
    #expect(items.map(\.message) == ["identify", "identity"])
    #expect(items.map(\.offset) == [1, UInt64(request.count) + 1])
  }

  @Test func `pieces of a frame belong together, those of the other direction do not`() {
    var decoder = CaptureDecoder()
    var names: [String?] = []
    for index in 0..<max(request.count, reply.count) {
      names += decoder.decode(piece(Array(request.dropFirst(index).prefix(1)), .toPump))
        .map(\.message)
      names += decoder.decode(piece(Array(reply.dropFirst(index).prefix(1)), .fromPump))
        .map(\.message)
    }
    #expect(names == ["identify", "identity"])
  }

  @Test func `every flipped bit is noticed, and the frame after it is not harmed`() {
    for index in request.indices.dropFirst().dropLast() {
      for bit in 0..<8 {
        var damaged = request
        damaged[index] ^= 1 << UInt8(bit)
        var decoder = CaptureDecoder()
        let items = decoder.decode(piece(damaged + request, .toPump))
        #expect(items.last?.message == "identify", "byte \(index), bit \(bit)")
        #expect(items.dropLast().allSatisfy { $0.dropped != nil }, "byte \(index), bit \(bit)")
        #expect(items.count > 1, "byte \(index), bit \(bit)")
      }
    }
  }

  @Test func `a frame that was not ended is named with its direction`() {
    var decoder = CaptureDecoder()
    #expect(decoder.decode(piece(request.dropLast(), .toPump)).isEmpty)
    #expect(decoder.unfinished == [.toPump])
  }

  @Test func `an answer on the way to the pump is damage`() throws {
    var decoder = CaptureDecoder()
    let item = try #require(decoder.decode(piece(reply, .toPump)).first)
    #expect(item.message == nil)
    #expect(item.dropped?.contains("unknownMessage") == true, "\(item)")
  }
}
