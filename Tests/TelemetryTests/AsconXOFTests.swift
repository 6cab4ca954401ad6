import TestLimits
import TestSupport
import Testing

@testable import Telemetry

/// Ascon-XOF128 and Ascon-CXOF128 against published vectors and a second, plain implementation.
@Suite(.waiting, .limited)
struct AsconXOFTests {
  private func xof(_ pieces: [[UInt8]], count: Int) -> [UInt8] {
    var function = AsconXOF128()
    for piece in pieces { function.update(piece.span) }
    var output = [UInt8](repeating: 0xEE, count: count)
    var span = output.mutableSpan
    function.finish(into: &span)
    return output
  }

  private func cxof(_ pieces: [[UInt8]], _ customization: [UInt8], count: Int) -> [UInt8] {
    var function = AsconCXOF128(customization: customization.span)
    for piece in pieces { function.update(piece.span) }
    var output = [UInt8](repeating: 0xEE, count: count)
    var span = output.mutableSpan
    function.finish(into: &span)
    return output
  }

  @Test(arguments: AsconVector.xof128)
  func `both implementations give a published output`(vector: AsconVector) {
    let (message, output) = (vector["Msg"], vector["MD"])
    #expect(output.count == 64)
    #expect(xof([message], count: 64) == output)
    if message.count <= 256 { #expect(PlainAscon.xof128(message, count: 64) == output) }
  }

  @Test(arguments: AsconVector.cxof128)
  func `both implementations give a published output for a purpose`(vector: AsconVector) {
    let (message, purpose, output) = (vector["Msg"], vector["Z"], vector["MD"])
    #expect(output.count == 64)
    #expect(cxof([message], purpose, count: 64) == output)
    #expect(PlainAscon.cxof128(message, customization: purpose, count: 64) == output)
  }

  @Test func `any length in and any length out are as the plain one says, however it is cut`() {
    let seed: UInt64 = 0x0F
    var random = SplitMix64(seed: seed)
    for count in 0..<50 {
      let message = random.bytes(count)
      let length = Int(random.below(50))
      let purpose = random.bytes(Int(random.below(40)))
      let cut = Int(random.below(UInt64(count + 1)))
      let pieces = [Array(message[..<cut]), [], Array(message[cut...])]
      let words = "\(count) bytes cut at \(cut), \(length) bytes out, seed \(seed)"
      #expect(xof(pieces, count: length) == PlainAscon.xof128(message, count: length), "\(words)")
      #expect(
        cxof(pieces, purpose, count: length)
          == PlainAscon.cxof128(message, customization: purpose, count: length), "\(words)")
    }
  }

  @Test func `the longest customization string is taken`() {
    var random = SplitMix64(seed: 0x256)
    let purpose = random.bytes(AsconCXOF128.customizationBytes)
    #expect(
      cxof([[1, 2, 3]], purpose, count: 16)
        == PlainAscon.cxof128([1, 2, 3], customization: purpose, count: 16))
  }

  @Test func `outputs for other purposes and from other functions have nothing in common`() {
    let secret: [UInt8] = Array(0..<32)
    let outputs = [
      xof([secret], count: 16), cxof([secret], [], count: 16), cxof([secret], [0], count: 16),
      cxof([secret], [0, 0], count: 16), cxof([secret + [0]], [], count: 16),
      cxof([[0] + secret], [], count: 16), Array(PlainAscon.hash256(secret).prefix(16)),
    ]
    #expect(Set(outputs).count == outputs.count)
  }

  @Test func `nothing of a secret stays once its output is drawn`() {
    var function = AsconXOF128()
    function.update([UInt8](repeating: 0xA5, count: 13).span)
    var output = [UInt8](repeating: 0, count: 16)
    var span = output.mutableSpan
    function.finish(into: &span)
    // All that is left is that the output was drawn.
    #expect(unsafe withUnsafeBytes(of: &function) { unsafe $0.count { $0 != 0 } } == 1)
  }

  @Test func `a second output is not to be had`() async {
    await #expect(processExitsWith: .failure) {
      var function = AsconXOF128()
      var output = [UInt8](repeating: 0, count: 16)
      var span = output.mutableSpan
      function.finish(into: &span)
      function.finish(into: &span)
    }
    await #expect(processExitsWith: .failure) {
      _ = AsconCXOF128(customization: [UInt8](repeating: 0, count: 257).span)
    }
  }
}
