import Glibc

/// An inotify queue, with one watch unless told.
struct FileEvents: ~Copyable {
  let descriptor: Descriptor

  /// Watches a file or directory for the events in `mask`.
  init(watching path: String, for mask: Int32) throws(SerialError) {
    let queue = try SystemCall.descriptor(Operation.watch, path) {
      SystemCall.result(inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)))
    }
    let number = queue.number
    try SystemCall.checked(Operation.watch, path) {
      unsafe SystemCall.result(inotify_add_watch(number, path, UInt32(bitPattern: mask)))
    }
    descriptor = queue
  }

  /// A queue that watches nothing yet.
  init() throws(SerialError) {
    descriptor = try SystemCall.descriptor(Operation.watch, "ports") {
      SystemCall.result(inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)))
    }
  }

  /// Watches one more file; gives the number that its events bear.
  borrowing func add(_ path: String, for mask: Int32) throws(SerialError) -> Int32 {
    let number = descriptor.number
    return Int32(
      clamping: try SystemCall.checked(Operation.watch, path) {
        unsafe SystemCall.result(inotify_add_watch(number, path, UInt32(bitPattern: mask)))
      })
  }

  /// Takes all waiting events and passes the mask of each to `handle`.
  borrowing func drain(_ handle: (UInt32) -> Void) throws(SerialError) {
    try drainNumbered { _, mask in handle(mask) }
  }

  /// The same, each behind the number of what it happened to; -1 for what happened to none.
  borrowing func drainNumbered(_ handle: (Int32, UInt32) -> Void) throws(SerialError) {
    // Enough for one event with the longest name, which is what the kernel insists on.
    var buffer = InlineArray<4096, UInt8>(repeating: 0)
    while true {
      var span = buffer.mutableSpan
      guard case .bytes(let count) = try descriptor.read(into: &span) else { return }
      buffer.span.extracting(..<count).forEachEvent(handle)
    }
  }
}

extension Span<UInt8> {
  /// struct inotify_event: wd, mask, cookie, len (4 bytes each), then `len` bytes of name.
  fileprivate func forEachEvent(_ handle: (Int32, UInt32) -> Void) {
    let headerSize = MemoryLayout<inotify_event>.size
    var offset = 0
    while offset + headerSize <= count {
      handle(Int32(bitPattern: nativeWord(at: offset)), nativeWord(at: offset + 4))
      offset += headerSize + Int(nativeWord(at: offset + 12))
    }
  }

  private func nativeWord(at offset: Int) -> UInt32 {
    var word: UInt32 = 0
    for place in (0..<4).reversed() {
      word = word << 8 | UInt32(self[offset + place])
    }
    return UInt32(littleEndian: word)
  }
}
