/// Puts little-endian fields one after another into memory of a fixed size.
///
/// Running past the end is a mistake in a message's own encoder and traps; a test encodes the
/// longest value of every message.
///
/// Where code is to be small, a write is a call: there are some hundred of them.
///
/// It is safe to use although it holds a pointer: only ``WireBuffer`` and the memory image make
/// one, inside the closure that keeps the memory alive, and every write checks the bound.
@safe
@usableFromInline
package struct ByteWriter {
  @usableFromInline let base: UnsafeMutableRawPointer
  @usableFromInline let capacity: Int
  @usableFromInline var place: Int

  /// Where the next field goes.
  @_alwaysEmitIntoClient @inline(__always)
  package var offset: Int { place }

  @unsafe @_alwaysEmitIntoClient
  package init(_ base: UnsafeMutableRawPointer, capacity: Int, offset: Int = 0) {
    unsafe self.base = base
    self.capacity = capacity
    place = offset
  }

  @_alwaysEmitIntoClient @inline(__always)
  mutating func reserve(_ count: Int) -> UnsafeMutableRawPointer {
    precondition(capacity &- place >= count, "a message is longer than its buffer")
    let start = unsafe base + place
    place &+= count
    return unsafe start
  }

  /// Puts a field, its lowest byte first.
  @_alwaysEmitIntoClient
  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  package mutating func put<Field: WireField>(_ value: Field) {
    let place = unsafe reserve(Field.bitWidth / 8)
    unsafe place.storeBytes(of: value.littleEndian, as: Field.self)
  }

  /// Gives access to what was written from an offset on.
  @inline(__always)
  mutating func withWritten<Result>(
    from start: Int, _ body: (inout MutableSpan<UInt8>) -> Result
  ) -> Result {
    precondition(start <= place, "nothing was written there yet")
    let written = unsafe UnsafeMutableRawBufferPointer(start: base + start, count: place - start)
    var bytes = unsafe written.bindMemory(to: UInt8.self).mutableSpan
    return body(&bytes)
  }
}

/// The whole numbers that a field of a message or a record can be.
@usableFromInline
package protocol WireField: FixedWidthInteger, BitwiseCopyable {}
extension UInt8: WireField {}
extension UInt16: WireField {}
extension UInt32: WireField {}
extension UInt64: WireField {}
