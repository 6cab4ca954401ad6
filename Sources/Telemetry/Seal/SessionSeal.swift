import Quantities

/// One end of a sealed session: its keys, and the counters of both directions.
///
/// Each message has a counter of its own, so no nonce is ever used twice under one key. Spec:
/// security.md, "Sealing".
public struct SessionSeal: Sendable {
  /// Which end of the link this is.
  public enum End: Sendable {
    /// It seals replies and opens requests.
    case pump
    /// It seals requests and opens replies.
    case programmer
  }

  /// What became of a sealed frame.
  public enum Verdict: Hashable, Sendable {
    /// Genuine, and newer than everything before; its message can be read.
    case fresh
    /// Genuine, but not newer than what was accepted before; its message can be read, and must
    /// have no effect.
    case repeated
    /// Too short, of another session, or not sealed with this session's key.
    case forged
  }

  /// The session's number.
  public let session: UInt32
  /// The counter of the message sealed last; zero before the first.
  ///
  /// Within the package it can be set, so that the last counters can be tried in less than a year.
  public package(set) var sent: UInt32 = 0
  /// The highest counter of a message that was opened; zero before the first.
  public private(set) var received: UInt32 = 0
  private var sealing: AsconAEAD128
  private var opening: AsconAEAD128

  #if CANARIES
    /// Whether messages that were changed on the way are taken: ``Canary/skipsTag``.
    public var skipsTag: Bool {
      get { opening.skipsTag }
      set { opening.skipsTag = newValue }
    }
  #endif

  /// One end of a session with the given keys, before its first message.
  public init(_ keys: SessionKeys, session: UInt32, at end: End) {
    self.session = session
    sealing = AsconAEAD128(key: end == .pump ? keys.down : keys.up)
    opening = AsconAEAD128(key: end == .pump ? keys.up : keys.down)
  }

  /// Whether there is a counter left for another message.
  public var canSeal: Bool { sent < .max }

  /// Overwrites the keys. Nothing may be sealed or opened afterwards.
  public mutating func zeroise() {
    sealing.zeroise()
    opening.zeroise()
  }

  /// The nonce of a message: session, counter, eight zeros.
  @inline(__always)
  static func nonce(session: UInt32, counter: UInt32) -> AsconBlock {
    AsconBlock(low: UInt64(counter) &<< 32 | UInt64(session), high: 0)
  }

  /// Takes the next counter. Traps after the last.
  mutating func takeCounter() -> UInt32 {
    precondition(canSeal, "a session's counter ran out")
    sent += 1
    return sent
  }

  /// Seals `message` in place; gives its tag.
  func seal(
    _ message: inout MutableSpan<UInt8>, counter: UInt32, envelope: Span<UInt8>
  ) -> AsconBlock {
    sealing.seal(
      &message, nonce: Self.nonce(session: session, counter: counter), associatedData: envelope)
  }

  /// Opens `message` in place, if this session's other end sealed it.
  mutating func open(
    _ message: inout MutableSpan<UInt8>, counter: UInt32, envelope: Span<UInt8>, tag: AsconBlock
  ) -> Verdict {
    let nonce = Self.nonce(session: session, counter: counter)
    guard opening.open(&message, nonce: nonce, associatedData: envelope, tag: tag) else {
      return .forged
    }
    guard counter > received else { return .repeated }
    received = counter
    return .fresh
  }
}

extension WireBuffer {
  /// Seals and frames a request; the buffer then holds it and nothing else. Traps when the
  /// session's counter ran out.
  public mutating func seal(_ request: Request, id: UInt16, on sealing: inout SessionSeal) {
    seal(on: &sealing) { $0.put(request, id: id) }
  }

  /// Seals and frames a reply; the buffer then holds it and nothing else. Traps when the session's
  /// counter ran out.
  public mutating func seal(_ reply: Reply, id: UInt16, on sealing: inout SessionSeal) {
    seal(on: &sealing) { $0.put(reply, id: id) }
  }

  @inline(__always)
  private mutating func seal(on sealing: inout SessionSeal, _ write: (inout ByteWriter) -> Void) {
    let counter = sealing.takeCounter()
    let session = sealing.session
    frame { writer in
      writer.put(Envelope.sealedKind)
      writer.put(session)
      writer.put(counter)
      let start = writer.offset
      var envelope = [9 of UInt8](repeating: 0)
      writer.withWritten(from: 0) { bytes in
        for index in bytes.indices { envelope[index] = bytes[index] }
      }
      write(&writer)
      let tag = writer.withWritten(from: start) { message in
        sealing.seal(&message, counter: counter, envelope: envelope.span)
      }
      writer.put(tag)
    }
  }
}

extension FrameDecoder {
  /// Opens the frame found last, if it is sealed for this end of this session.
  ///
  /// When it is not, the frame's message is overwritten. What is not fresh is counted.
  public mutating func unseal(_ sealing: inout SessionSeal) -> SessionSeal.Verdict {
    var verdict = SessionSeal.Verdict.forged
    if case .sealed(sealing.session, let counter) = envelope {
      openSealed { message, envelope, tag in
        verdict = sealing.open(&message, counter: counter, envelope: envelope, tag: tag)
        return verdict != .forged
      }
    }
    switch verdict {
    case .fresh: break
    case .repeated: _ = count(FrameError(.repeated, at: lastFrameOffset))
    case .forged: _ = count(FrameError(.forged, at: lastFrameOffset))
    }
    return verdict
  }
}
