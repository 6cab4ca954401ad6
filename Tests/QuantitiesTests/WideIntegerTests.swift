import Quantities
import TestLimits
import Testing

/// The concrete conversions against the standard library's generic ones, which they stand in for.
@Suite(.waiting, .limited)
struct WideIntegerTests {
  private let edges: [UInt64] = [
    0, 1, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000,
    0xFFFF_FFFF, 0x1_0000_0000, 0x7FFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFF,
  ]

  /// The standard library's own conversion, which is all that a generic function can see.
  private func generic<From: BinaryInteger, To: FixedWidthInteger>(_ value: From) -> To? {
    To(exactly: value)
  }

  private func genericClamp<From: BinaryInteger, To: FixedWidthInteger>(_ value: From) -> To {
    To(clamping: value)
  }

  private func genericShift<Value: BinaryInteger>(_ value: Value, _ count: Int) -> (Value, Value) {
    (value << count, value >> count)
  }

  @Test func `widening keeps the value`() {
    for edge in edges {
      let byte = UInt8(truncatingIfNeeded: edge)
      let short = UInt16(truncatingIfNeeded: edge)
      let word = UInt32(truncatingIfNeeded: edge)
      #expect(UInt64(byte) == generic(byte))
      #expect(UInt64(short) == generic(short))
      #expect(UInt64(word) == generic(word))
      let count = Int(truncatingIfNeeded: edge & 0x7FFF_FFFF_FFFF_FFFF)
      #expect(UInt64(count) == generic(count))
    }
  }

  @Test func `narrowing keeps every value that fits`() {
    for edge in edges {
      if edge <= 0xFF { #expect(UInt8(edge) == generic(edge)) }
      if edge <= 0xFFFF { #expect(UInt16(edge) == generic(edge)) }
      if edge <= 0xFFFF_FFFF { #expect(UInt32(edge) == generic(edge)) }
      if edge <= 0x7FFF_FFFF { #expect(Int(edge) == generic(edge)) }
    }
  }

  @Test func `clamping stops at the highest value`() {
    for edge in edges {
      #expect(UInt32(clamping: edge) == genericClamp(edge))
      #expect(UInt16(clamping: edge) == genericClamp(edge))
    }
  }

  @Test func `shifting by any number of bits drops what goes over the edge`() {
    for edge in edges {
      for count in 0...130 {
        let (left, right) = genericShift(edge, count)
        #expect(edge << count == left, "\(edge) << \(count)")
        #expect(edge >> count == right, "\(edge) >> \(count)")
      }
    }
  }

  @Test func `a value that does not fit traps`() async {
    await #expect(processExitsWith: .failure) { print(UInt8(0x100 as UInt64)) }
    await #expect(processExitsWith: .failure) { print(UInt16(0x1_0000 as UInt64)) }
    await #expect(processExitsWith: .failure) { print(UInt32(0x1_0000_0000 as UInt64)) }
    // Also where the word of this machine would hold it: it would not on the smallest target.
    await #expect(processExitsWith: .failure) { print(Int(0x8000_0000 as UInt64)) }
  }

  @Test func `a negative value or shift traps`() async {
    await #expect(processExitsWith: .failure) {
      var count = -1
      count += CommandLine.arguments.isEmpty ? 1 : 0
      print(UInt64(count))
    }
    await #expect(processExitsWith: .failure) {
      var count = -1
      count += CommandLine.arguments.isEmpty ? 1 : 0
      print((1 as UInt64) << count)
    }
  }
}
