import Quantities

/// A few entries of the log in a row. Spec: messages.md, "logPage".
public struct LogPage: Hashable, Sendable {
  /// The most entries a page can hold.
  public static var capacity: Int { 7 }

  /// The sequence number of the oldest entry the pump keeps; zero when the log is empty.
  public var oldest: UInt32
  /// The sequence number of the newest entry; zero when the log is empty.
  public var newest: UInt32
  /// The sequence number of the first entry of the page.
  public var first: UInt32
  /// The chain value of the entry before the first.
  public var previousChain: UInt64
  private var entries = [7 of ChainedEntry?](repeating: nil)
  /// How many entries there are, at most ``capacity``.
  public private(set) var count = 0

  /// A page without entries.
  public init(oldest: UInt32, newest: UInt32, first: UInt32, previousChain: UInt64) {
    self.oldest = oldest
    self.newest = newest
    self.first = first
    self.previousChain = previousChain
  }

  /// Adds an entry; traps when the page is full.
  public mutating func append(_ entry: ChainedEntry) {
    precondition(count < Self.capacity, "a page of the log is full")
    entries[count] = entry
    count += 1
  }

  /// The entry at a place, 0 through ``count`` - 1; traps elsewhere.
  public subscript(place: Int) -> ChainedEntry {
    guard place >= 0, place < count, let entry = entries[place] else {
      preconditionFailure("the page has no such entry")
    }
    return entry
  }

  init(from reader: inout ByteReader) {
    oldest = reader.u32()
    newest = reader.u32()
    first = reader.u32()
    previousChain = reader.u64()
    for place in 0..<Self.capacity {
      let next = ChainedEntry.inPage(
        first &+ UInt32(place), from: &reader, mayStand: count == place)
      if let next { append(next) }
    }
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(oldest)
    writer.put(newest)
    writer.put(first)
    writer.put(previousChain)
    for place in 0..<Self.capacity {
      if place < count {
        self[place].encodeUnnumbered(to: &writer)
      } else {
        for _ in 0..<7 { writer.put(0 as UInt32) }
      }
    }
  }

  /// Two pages are equal when all they tell is.
  public static func == (left: LogPage, right: LogPage) -> Bool {
    guard left.oldest == right.oldest, left.newest == right.newest, left.first == right.first,
      left.previousChain == right.previousChain, left.count == right.count
    else { return false }
    for place in 0..<left.count where left[place] != right[place] { return false }
    return true
  }

  /// Hashes what identifies the page.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(first)
    hasher.combine(count)
    for place in 0..<count { hasher.combine(self[place]) }
  }
}

extension LogPage: Visitable {
  /// Shows the page, and every field of its entries.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("oldest", oldest)
    visitor.number("newest", newest)
    visitor.number("first", first)
    visitor.number("previousChain", previousChain)
    for place in 0..<count {
      let chained = self[place]
      visitor.enter("entry", place + 1)
      visitor.enter("entry")
      visitor.number("sequence", chained.entry.sequence)
      visitor.number("therapySeconds", chained.entry.therapySeconds)
      visitor.choice("kind", chained.entry.kind.wireName)
      visitor.number("detail", chained.entry.detail)
      visitor.number("short", chained.entry.short)
      visitor.number("number", chained.entry.number)
      visitor.number("amount", chained.entry.amount)
      visitor.leave()
      visitor.number("chain", chained.chain)
      visitor.leave()
    }
  }
}
