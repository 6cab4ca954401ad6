extension WireBuffer {
  /// Frames a request in the open; the buffer then holds it and nothing else.
  public mutating func encode(_ request: Request, id: UInt16) {
    frame { writer in
      writer.put(Envelope.openKind)
      writer.put(request, id: id)
    }
  }

  /// Frames a reply in the open; the buffer then holds it and nothing else.
  ///
  /// Where the caller names a status, which is what a stream of telemetry consists of, no ``Reply``
  /// is built: that has room for the longest message and costs more than everything else.
  @inlinable @inline(__always)
  public mutating func encode(_ reply: Reply, id: UInt16) {
    #if hasFeature(Embedded)
      encodeAny(reply, id: id)
    #else
      if case .status(let status) = reply {
        encode(status, id: id)
      } else {
        encodeAny(reply, id: id)
      }
    #endif
  }

  @usableFromInline
  mutating func encode(_ status: Status, id: UInt16) {
    let kinds = UInt32(Envelope.openKind) | UInt32(ReplyType.status.rawValue) &<< 8
    frameWords { framer in status.put(behind: kinds | UInt32(id) &<< 16, to: &framer) }
  }

  @usableFromInline
  mutating func encodeAny(_ reply: Reply, id: UInt16) {
    frame { writer in
      writer.put(Envelope.openKind)
      writer.put(reply, id: id)
    }
  }
}

/// A message as it stands in a frame, sealed or not: type, request id, body.
extension ByteWriter {
  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  mutating func put(_ request: Request, id: UInt16) {
    put(request.type.rawValue)
    put(id)
    request.encode(to: &self)
  }

  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  mutating func put(_ reply: Reply, id: UInt16) {
    put(reply.type.rawValue)
    put(id)
    reply.encode(to: &self)
  }
}

extension FrameDecoder {
  /// The request in the frame found last; for the pump's end of the link.
  public mutating func request() throws(FrameError) -> (header: MessageHeader, request: Request) {
    let (header, type) = try self.header(RequestType.self)
    return (header, try read { reader in Request(type, from: &reader) })
  }

  /// The reply in the frame found last; for the programmer's end of the link.
  public mutating func reply() throws(FrameError) -> (header: MessageHeader, reply: Reply) {
    let (header, type) = try self.header(ReplyType.self)
    return (header, try read { reader in Reply(type, from: &reader) })
  }

  /// The header and type of the reply in the frame found last, its body not yet looked at.
  ///
  /// With ``status()`` this is the way for a stream of telemetry, where building a whole ``Reply``
  /// for each message would cost more than everything else.
  public mutating func replyHeader() throws(FrameError) -> (header: MessageHeader, type: ReplyType)
  {
    try header(ReplyType.self)
  }

  /// The body of the frame found last, which ``replyHeader()`` said is a status.
  public mutating func status() throws(FrameError) -> Status {
    try read { reader in Status(from: &reader) }
  }

  /// Reads envelope, type and request id. A message that is still sealed is nobody's to read.
  @inline(__always)
  private mutating func header<MessageType: RawRepresentable>(
    _: MessageType.Type
  ) throws(FrameError) -> (MessageHeader, MessageType) where MessageType.RawValue == UInt8 {
    guard messageOffset > 0 else {
      let isKnown = envelope != nil
      throw count(FrameError(isKnown ? .forged : .unknownEnvelope, at: lastFrameOffset))
    }
    let start = messageOffset
    let (number, request, end, left, fault) = withReader(from: start) { reader in
      (reader.u8(), reader.u16(), reader.offset, reader.remaining, reader.fault)
    }
    // A header cut short must not be read on as if its missing bytes were zeros.
    if fault != nil { throw count(Self.error(fault, at: lastFrameOffset, end: end, left: left)) }
    guard let type = MessageType(rawValue: number) else {
      throw count(FrameError(.unknownMessage, at: lastFrameOffset, found: UInt32(number)))
    }
    bodyOffset = end
    return (MessageHeader(messageEnvelope, request: request), type)
  }

  /// Reads the body, which must fill the rest of the frame and hold only what its fields allow.
  @inline(__always)
  private mutating func read<Body>(
    _ body: (inout ByteReader) -> Body
  ) throws(FrameError) -> Body {
    var fault: ByteReader.Fault?
    var end = 0
    var left = 0
    let result = withReader(from: bodyOffset) { reader in
      let result = body(&reader)
      fault = reader.fault
      end = reader.offset
      left = reader.remaining
      return result
    }
    if fault == nil && left == 0 { return result }
    throw count(Self.error(fault, at: lastFrameOffset, end: end, left: left))
  }

  private static func error(
    _ fault: ByteReader.Fault?, at start: UInt64, end: Int, left: Int
  ) -> FrameError {
    switch fault {
    case .invalidField(let end): FrameError(.invalidField, at: start, found: UInt32(end))
    case .truncated: FrameError(.wrongLength, at: start, found: UInt32(end + left))
    case nil:
      FrameError(.wrongLength, at: start, expected: UInt32(end), found: UInt32(end + left))
    }
  }
}
