import Quantities

/// Writes on their way, in order, each with the moment at which it goes on.
struct WritesUnderWay: Equatable, Sendable {
  /// A write and its moment.
  struct Write: Equatable, Sendable {
    let due: LinkTime
    let bytes: [UInt8]
  }

  /// So many bytes can be under way in one place, four times what a pty holds; what comes on top
  /// is lost, as in every queue of a real line.
  static let capacity = 65_536

  private var writes: [Write] = []
  private var head = 0
  private var byteCount = 0
  private var last = LinkTime.zero

  /// The write that goes on first.
  var first: Write? { head < writes.count ? writes[head] : nil }

  /// When the next write goes on; `nil` when there is none.
  var deadline: LinkTime? { first?.due }

  var isEmpty: Bool { head == writes.count }

  /// When a write can go on at the earliest: none overtakes another.
  func earliest(_ moment: LinkTime) -> LinkTime { max(moment, last) }

  /// Puts a write at the end, to go on at a moment, or with the write before it if that is later.
  mutating func append(_ bytes: [UInt8], due: LinkTime) {
    guard !bytes.isEmpty, byteCount + bytes.count <= Self.capacity else { return }
    last = earliest(due)
    byteCount += bytes.count
    writes.append(Write(due: last, bytes: bytes))
  }

  /// Takes the first write if its moment has come.
  mutating func next(until now: LinkTime) -> Write? {
    guard let first, first.due <= now else { return nil }
    removeFirst()
    return first
  }

  /// Takes the first write away.
  mutating func removeFirst() {
    byteCount -= writes[head].bytes.count
    head += 1
    // Moved up only now and then, so that a long queue is not moved with every write.
    if head * 2 >= writes.count {
      writes.removeFirst(head)
      head = 0
    }
    // Taken before its moment, when a line is emptied, the last one holds up nobody.
    if isEmpty { last = .zero }
  }
}
