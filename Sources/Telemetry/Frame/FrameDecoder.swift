import Quantities

/// Finds frames in a stream of bytes that arrives in any pieces.
///
/// It never allocates and never traps, whatever it is fed. After damage it picks up again at the
/// next delimiter, so a damaged byte costs at most the frame it is in. Everything it drops it
/// counts and names, with the place in the stream.
///
/// Use: call ``next(_:from:)`` until it gives `nil`; after ``Event/frame`` read the content before
/// the next call.
public struct FrameDecoder: Sendable {
  /// What the decoder found.
  public enum Event: Equatable, Sendable {
    /// A frame with a matching checksum; its content can be read.
    case frame
    /// Bytes that are no frame.
    case dropped(FrameError)
  }

  // Room for the code, the longest content, and one word that copying may overshoot.
  private var storage = [272 of UInt8](repeating: 0)
  /// Bytes since the last delimiter; counts on past the storage so that the excess can be named.
  private var length = 0
  private var frameOffset: UInt64 = 0
  private var streamOffset: UInt64 = 0
  /// Length of the content of the last frame, checksum taken off.
  private var contentLength = 0
  /// Where the last message begins in its content; zero while it is sealed.
  private(set) var messageOffset = 0
  /// Where the body of the last message begins in its content.
  var bodyOffset = 0

  /// What was delivered and dropped so far.
  public private(set) var counters = FrameCounters()

  /// A decoder at the start of a stream.
  public init() {}

  /// Whether bytes of an unfinished frame are waiting for their delimiter.
  public var isInsideFrame: Bool { length > 0 }

  /// Where the frame found last began, in bytes since the decoder was made.
  public var lastFrameOffset: UInt64 { frameOffset }

  /// Forgets an unfinished frame, as when a line is opened anew. Counters stay.
  public mutating func reset() { length = 0 }

  /// Takes bytes from `position` on, up to the end of one frame, and moves `position` behind them.
  ///
  /// `nil` when all bytes were taken and no frame ended.
  public mutating func next(_ bytes: Span<UInt8>, from position: inout Int) -> Event? {
    while position < bytes.count {
      let start = position
      let ended = take(bytes, from: &position)
      if length == 0 { frameOffset = streamOffset }
      let taken = position - start - (ended ? 1 : 0)
      // An endless frame must not count past the integer; anything over the limit is oversized.
      length = min(length + taken, 1 << 20)
      streamOffset += UInt64(position - start)
      guard ended else { return nil }
      let found = length
      length = 0
      if found > 0 { return finish(found) }
    }
    return nil
  }

  /// Copies bytes up to the next delimiter; true when the delimiter was there and is taken too.
  @inline(__always)
  private mutating func take(_ bytes: Span<UInt8>, from position: inout Int) -> Bool {
    let room = FrameLimits.contentBytes + 1
    let filled = length
    let start = position
    var storage = self.storage.mutableSpan
    let (end, ended) = unsafe bytes.withUnsafeBytes { source -> (Int, Bool) in
      guard let source = source.baseAddress else { return (start, false) }
      return unsafe storage.withUnsafeMutableBytes { target -> (Int, Bool) in
        guard let target = target.baseAddress else { return (start, false) }
        var from = start
        var to = filled
        let end = bytes.count
        while end - from >= 8 {
          let word = unsafe source.loadUnaligned(fromByteOffset: from, as: UInt64.self)
          if to <= room { unsafe target.storeBytes(of: word, toByteOffset: to, as: UInt64.self) }
          let zeros = Stuffing.zeroBytes(in: UInt64(littleEndian: word))
          if zeros != 0 { return (from + zeros.trailingZeroBitCount >> 3, true) }
          from &+= 8
          to &+= 8
        }
        // The last one to seven bytes: one word too, if the piece has room to start it earlier.
        let left = end - from
        if left > 0 && end - start >= 8 {
          let word = unsafe UInt64(
            littleEndian: source.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self))
          let rest = word &>> UInt64(8 * (8 - left))
          if to <= room {
            unsafe target.storeBytes(of: rest.littleEndian, toByteOffset: to, as: UInt64.self)
          }
          let zeros = Stuffing.zeroBytes(in: rest)
          let place = zeros.trailingZeroBitCount >> 3
          return place < left ? (from + place, true) : (end, false)
        }
        while from < end {
          let byte = unsafe source.load(fromByteOffset: from, as: UInt8.self)
          if byte == FrameLimits.delimiter { return (from, true) }
          if to <= room { unsafe target.storeBytes(of: byte, toByteOffset: to, as: UInt8.self) }
          from += 1
          to += 1
        }
        return (end, false)
      }
    }
    position = ended ? end + 1 : end
    return ended
  }

  @inline(__always)
  private mutating func finish(_ found: Int) -> Event {
    if found > FrameLimits.contentBytes + 1 {
      return drop(.oversized, expected: FrameLimits.contentBytes + 1, found: found)
    }
    // Code, envelope, type, request id, checksum: nothing shorter says anything.
    if found < 9 { return drop(.truncated, expected: 9, found: found) }
    let content = found - 1 - FrameLimits.checksumBytes
    var storage = self.storage.mutableSpan
    let (sum, sent) = unsafe storage.withUnsafeMutableBytes { raw -> (UInt32?, UInt32) in
      guard let base = raw.baseAddress else { return (nil, 0) }
      let sum = unsafe Stuffing.unstuff(base, count: found)
      let sent = unsafe UInt32(
        littleEndian: base.loadUnaligned(fromByteOffset: 1 + content, as: UInt32.self))
      return (sum, sent)
    }
    guard let sum else { return drop(.badStuffing, expected: found, found: 0) }
    if sum != sent {
      counters.count(.badChecksum)
      return .dropped(FrameError(.badChecksum, at: frameOffset, expected: sum, found: sent))
    }
    contentLength = content
    messageOffset = storage[1] == Envelope.openKind ? 1 : 0
    counters.delivered += 1
    return .frame
  }

  #if hasFeature(Embedded)
    @inline(never)
  #endif
  private mutating func drop(_ reason: FrameError.Reason, expected: Int, found: Int) -> Event {
    counters.count(reason)
    return .dropped(
      FrameError(
        reason, at: frameOffset, expected: UInt32(expected),
        found: UInt32(truncatingIfNeeded: found)))
  }

  /// Counts a frame whose content turned out to be no message, and gives back the same error.
  mutating func count(_ error: FrameError) -> FrameError {
    counters.count(error.reason)
    return error
  }

  /// Counts the frame found last as forged: no key there is fits it.
  public mutating func dropForged() { counters.count(.forged) }

  /// Gives access to the content of the frame found last, without its checksum.
  public func withContent<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(storage.span.extracting(1..<1 + contentLength))
  }

  /// Gives a reader that stands at `offset` of the content of the frame found last.
  @inline(__always)
  mutating func withReader<Result>(
    from offset: Int, _ body: (inout ByteReader) -> Result
  ) -> Result {
    let length = contentLength
    var storage = self.storage.mutableSpan
    return unsafe storage.withUnsafeMutableBytes { raw in
      // The storage has a fixed size above zero, so it has an address.
      let content = unsafe UnsafeRawPointer(raw.baseAddress.unsafelyUnwrapped + 1)
      var reader = unsafe ByteReader(content, count: length, offset: offset)
      return body(&reader)
    }
  }
}

extension FrameDecoder {
  /// How the message in the frame found last is protected; `nil` when it is of no kind there is, or
  /// too short for its kind.
  public var envelope: WireEnvelope? {
    mutating get {
      // The shortest message has a type and a request id; once it is opened, its tag is taken off.
      let tag = messageOffset == WireEnvelope.sealedBytes ? 0 : AsconBlock.bytes
      let isWhole = contentLength >= WireEnvelope.sealedBytes + 3 + tag
      return withReader(from: 0) { reader in
        switch reader.u8() {
        case Envelope.openKind: return .open
        case Envelope.sealedKind:
          let envelope = WireEnvelope.sealed(session: reader.u32(), counter: reader.u32())
          return isWhole ? envelope : nil
        default: return nil
        }
      }
    }
  }

  /// Gives access to the ciphertext and the envelope of the frame found last, which is sealed, and
  /// to its tag; if the answer is `true` the message is read from there.
  mutating func openSealed(
    _ body: (inout MutableSpan<UInt8>, _ envelope: Span<UInt8>, _ tag: AsconBlock) -> Bool
  ) {
    precondition(messageOffset == 0, "a message is opened once")
    let start = 1 + WireEnvelope.sealedBytes
    let end = 1 + contentLength - AsconBlock.bytes
    var envelope = [9 of UInt8](repeating: 0)
    for index in envelope.indices { envelope[index] = storage[1 + index] }
    guard let tag = AsconBlock(storage.span.extracting(end..<end + AsconBlock.bytes)) else {
      return
    }
    var storage = self.storage.mutableSpan
    let isOpen = unsafe storage.withUnsafeMutableBytes { raw in
      let sealed = unsafe UnsafeMutableRawBufferPointer(rebasing: raw[start..<end])
      var message = unsafe sealed.bindMemory(to: UInt8.self).mutableSpan
      return body(&message, envelope.span, tag)
    }
    guard isOpen else { return }
    contentLength = end - 1
    messageOffset = WireEnvelope.sealedBytes
  }

  /// Whose the message in the frame found last is.
  @inline(__always)
  var messageEnvelope: Envelope {
    mutating get {
      messageOffset == 1 ? .open : .session(withReader(from: 1) { $0.u32() })
    }
  }

  /// Gives access to the message in the frame found last, without its envelope: type, request id
  /// and body. It is empty while the message is sealed.
  public func withMessage<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    let start = messageOffset == 0 ? contentLength : messageOffset
    return withContent { body($0.extracting(start..<$0.count)) }
  }
}
