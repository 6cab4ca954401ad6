/// Takes little-endian fields one after another from a run of bytes, and never traps.
///
/// A read past the end gives zero and is remembered in ``fault``, as is the first field whose value
/// its type does not allow; the caller looks once, at the end.
///
/// Where code is to be small, a read is a call: there are some hundred of them.
///
/// It is safe to use although it holds a pointer: it is only made inside the closure that keeps the
/// bytes alive, and every read checks the bound.
@safe
package struct ByteReader {
  private var cursor: UnsafeRawPointer
  private let end: Int
  /// The bytes not yet read.
  package private(set) var remaining: Int
  /// The first thing that was wrong, if any.
  package private(set) var fault: Fault?

  /// Why a run of bytes is not the message it claims to be.
  package enum Fault: Equatable, Sendable {
    /// It ends inside a field.
    case truncated
    /// The field before this offset has a value that its type does not allow.
    case invalidField(endingAt: Int)
  }

  @unsafe
  package init(_ base: UnsafeRawPointer, count: Int, offset: Int = 0) {
    precondition(offset >= 0 && offset <= count, "reading starts outside the bytes")
    unsafe cursor = base + offset
    end = count
    remaining = count - offset
  }

  /// Where the next field starts.
  @inline(__always)
  package var offset: Int { end - remaining }

  /// Remembers that the field just read has a value its type does not allow.
  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  package mutating func reject() {
    if fault == nil { fault = .invalidField(endingAt: offset) }
  }

  /// Remembers that a field that was read before, and ends at `end`, has a value that does not go
  /// with one behind it.
  @inline(__always)
  package mutating func reject(at end: Int) {
    if fault == nil { fault = .invalidField(endingAt: end) }
  }

  /// Skips to the end, so that every further read fails: what follows is known not to fit.
  package mutating func exhaust() {
    if fault == nil { fault = .truncated }
    unsafe cursor += remaining
    remaining = 0
  }

  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  private mutating func take(_ count: Int) -> UnsafeRawPointer? {
    guard remaining >= count else {
      if fault == nil { fault = .truncated }
      return nil
    }
    let place = unsafe cursor
    unsafe cursor += count
    remaining -= count
    return unsafe place
  }

  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  package mutating func u8() -> UInt8 {
    guard let place = unsafe take(1) else { return 0 }
    return unsafe place.loadUnaligned(as: UInt8.self)
  }

  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  package mutating func u16() -> UInt16 {
    guard let place = unsafe take(2) else { return 0 }
    return unsafe UInt16(littleEndian: place.loadUnaligned(as: UInt16.self))
  }

  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  package mutating func u32() -> UInt32 {
    guard let place = unsafe take(4) else { return 0 }
    return unsafe UInt32(littleEndian: place.loadUnaligned(as: UInt32.self))
  }

  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  package mutating func u64() -> UInt64 {
    guard let place = unsafe take(8) else { return 0 }
    return unsafe UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
  }
}
