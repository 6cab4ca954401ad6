/// Puts little-endian fields one after another into memory of a fixed size.
///
/// Running past the end is a mistake in a message's own encoder and traps; a test encodes the
/// longest value of every message.
///
/// It is safe to use although it holds a pointer: only ``WireBuffer`` and the memory image make
/// one, inside the closure that keeps the memory alive, and every write checks the bound.
@safe
package struct ByteWriter {
  private let base: UnsafeMutableRawPointer
  private let capacity: Int
  /// Where the next field goes.
  package private(set) var offset: Int

  @unsafe @inlinable
  package init(_ base: UnsafeMutableRawPointer, capacity: Int, offset: Int = 0) {
    unsafe self.init(unchecked: base, capacity: capacity, offset: offset)
  }

  @unsafe @usableFromInline
  init(unchecked base: UnsafeMutableRawPointer, capacity: Int, offset: Int) {
    unsafe self.base = base
    self.capacity = capacity
    self.offset = offset
  }

  @inline(__always)
  private mutating func reserve(_ count: Int) -> UnsafeMutableRawPointer {
    precondition(capacity - offset >= count, "a message is longer than its buffer")
    let place = unsafe base + offset
    offset += count
    return unsafe place
  }

  @inline(__always)
  package mutating func put(_ value: UInt8) {
    let place = unsafe reserve(1)
    unsafe place.storeBytes(of: value, as: UInt8.self)
  }

  @inline(__always)
  package mutating func put(_ value: UInt16) {
    let place = unsafe reserve(2)
    unsafe place.storeBytes(of: value.littleEndian, as: UInt16.self)
  }

  @inline(__always)
  package mutating func put(_ value: UInt32) {
    let place = unsafe reserve(4)
    unsafe place.storeBytes(of: value.littleEndian, as: UInt32.self)
  }

  @inline(__always)
  package mutating func put(_ value: UInt64) {
    let place = unsafe reserve(8)
    unsafe place.storeBytes(of: value.littleEndian, as: UInt64.self)
  }

  /// Gives access to what was written from an offset on.
  @inline(__always)
  mutating func withWritten<Result>(
    from start: Int, _ body: (inout MutableSpan<UInt8>) -> Result
  ) -> Result {
    precondition(start <= offset, "nothing was written there yet")
    let written = unsafe UnsafeMutableRawBufferPointer(start: base + start, count: offset - start)
    var bytes = unsafe written.bindMemory(to: UInt8.self).mutableSpan
    return body(&bytes)
  }
}
