/// Lines out of pieces of them.
struct LineSplitter {
  /// What comes out.
  enum Piece: Equatable {
    /// A line without its end.
    case line([UInt8])
    /// One that was too long; it was thrown away.
    case tooLong
  }

  private let most: Int
  private var bytes: [UInt8] = []
  /// So many of the bytes were handed out, and so many were looked at.
  private var taken = 0
  private var seen = 0
  private var isSkipping = false

  /// Lines of at most so many bytes.
  init(most: Int) { self.most = most }

  /// Forgets what was begun.
  mutating func removeAll() { self = LineSplitter(most: most) }

  /// Takes more bytes.
  mutating func add(_ more: ArraySlice<UInt8>) {
    bytes.removeFirst(taken)
    seen -= taken
    taken = 0
    bytes += more
  }

  /// The next line that is complete.
  mutating func next() -> Piece? {
    guard let end = bytes[seen...].firstIndex(of: UInt8(ascii: "\n")) else {
      seen = bytes.count
      if seen - taken > most {
        isSkipping = true
        taken = seen
      }
      return nil
    }
    let line = bytes[taken..<end]
    taken = end + 1
    seen = taken
    if isSkipping || line.count > most {
      isSkipping = false
      return .tooLong
    }
    return .line(Array(line))
  }
}
