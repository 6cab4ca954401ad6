import Quantities
import Telemetry

/// The layout of the pump's non-volatile memory: two slots, each one record, and the ring of the
/// event log. Spec: memory.md.
public enum MemoryMap {
  /// One slot, in bytes.
  public static var slotBytes: Int { 2048 }
  /// How many slots there are.
  public static var slots: Int { 2 }
  /// How many entries the log's ring holds: 30 days of the busiest programme and a third more.
  public static var logEntries: Int { 4096 }
  /// One place of the ring, in bytes.
  public static var entryBytes: Int { ChainedEntry.storedBytes }
  /// Where the ring begins.
  public static var logOffset: Int { slotBytes * slots }
  /// The whole memory, in bytes.
  public static var imageBytes: Int { logOffset + entryBytes * logEntries }

  /// The place of an entry in the ring, by its number, which is not zero.
  public static func logPlace(_ sequence: UInt32) -> UInt16 {
    UInt16(truncatingIfNeeded: (sequence - 1) % UInt32(UInt64(logEntries)))
  }

  /// The first four bytes of a record.
  static var magic: UInt32 { 0x314B_4C50 }
  /// The version of the layout in which records are written.
  public static var version: UInt16 { 7 }
  /// The versions that are read; a record of an earlier one is written anew in this one.
  static var readableVersions: ClosedRange<UInt16> { 3...7 }
  /// Magic, version, length and sequence, in bytes.
  static var headerBytes: Int { 12 }
}

/// One record of the state, encoded, with the slot it goes to.
struct MemoryRecord: Sendable {
  private var bytes = [2048 of UInt8](repeating: 0)
  private(set) var slot: UInt8 = 0
  /// How many of the bytes are the record; zeros follow.
  private var length = 0
  /// Up to where each slot may hold other than zeros.
  private var reach = [2 of Int](repeating: MemoryMap.slotBytes)

  /// Encodes a state, which it leaves as it is, for the slot that its sequence number falls to.
  mutating func encode(_ state: inout DurableState, sequence: UInt32) {
    slot = UInt8(truncatingIfNeeded: sequence & 1)
    let formerLength = length
    var span = bytes.mutableSpan
    length = unsafe span.withUnsafeMutableBytes { raw in
      guard let base = raw.baseAddress else { return 0 }
      var body = unsafe ByteWriter(
        base, capacity: raw.count - 4, offset: MemoryMap.headerBytes)
      state.encode(to: &body)
      var header = unsafe ByteWriter(base, capacity: MemoryMap.headerBytes)
      header.put(MemoryMap.magic)
      header.put(MemoryMap.version)
      header.put(UInt16(body.offset - MemoryMap.headerBytes))
      header.put(sequence)
      let end = body.offset
      var crc = CRC32C()
      let covered = unsafe UnsafeBufferPointer(
        start: base.assumingMemoryBound(to: UInt8.self), count: end)
      unsafe crc.update(covered.span)
      var trailer = unsafe ByteWriter(base, capacity: raw.count, offset: end)
      trailer.put(crc.value)
      // Behind it lie zeros, and what a longer record left.
      if trailer.offset < formerLength {
        unsafe UnsafeMutableRawBufferPointer(rebasing: raw[trailer.offset..<formerLength])
          .initializeMemory(as: UInt8.self, repeating: 0)
      }
      return trailer.offset
    }
    let place = Int(UInt64(slot))
    reach[place] = max(reach[place], length)
  }

  /// The record is in its slot as it was encoded.
  mutating func isStored() { reach[Int(UInt64(slot))] = length }

  /// Gives access to the encoded record, with zeros for what else its slot may hold. It changes
  /// nothing, as ``DayPlan/step(at:from:)``.
  mutating func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(first: reach[Int(UInt64(slot))]))
  }

  /// What one slot holds.
  struct Content {
    var state: DurableState
    var sequence: UInt32
    /// The version of its layout.
    var version: UInt16
  }

  /// The content of one slot, or as much of it as is not zero; `nil` when it cannot be trusted.
  @inline(__always)
  static func decode(_ slot: Span<UInt8>, number: UInt32) -> Content? {
    guard slot.count >= MemoryMap.headerBytes else { return nil }
    return unsafe slot.withUnsafeBytes { raw -> Content? in
      guard let base = raw.baseAddress else { return nil }
      var header = unsafe ByteReader(base, count: MemoryMap.headerBytes)
      guard header.u32() == MemoryMap.magic else { return nil }
      let version = header.u16()
      guard MemoryMap.readableVersions.contains(version) else { return nil }
      let end = MemoryMap.headerBytes + Int(header.u16())
      let sequence = header.u32()
      guard end + 4 <= raw.count, sequence & 1 == number else { return nil }
      var trailer = unsafe ByteReader(base, count: raw.count, offset: end)
      guard CRC32C.checksum(slot.extracting(first: end)) == trailer.u32() else { return nil }
      var body = unsafe ByteReader(base, count: end, offset: MemoryMap.headerBytes)
      guard let state = DurableState(from: &body, version: version), body.remaining == 0 else {
        return nil
      }
      return Content(state: state, sequence: sequence, version: version)
    }
  }
}

/// Why a memory image does not start a pump.
public enum MemoryFault: UInt8, Error, Hashable, Sendable {
  /// It is not as long as the layout says.
  case wrongSize = 1
  /// Neither slot holds a record this version can trust.
  case noValidRecord = 2
  /// The newest record holds a therapy beyond a hard limit of the profile.
  case beyondLimits = 3
}
