import FoundationEssentials
import NIOCore
import NIOWebSocket

/// One end of a WebSocket: its messages to the line, what the line says to it, and the end of both.
final class SocketHandler: ChannelDuplexHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let client: LineClient
  private let line: GatewayLine
  /// Whether the line is there for this client alone, and ends with it.
  private let ownsLine: Bool
  private let limits: GatewayLimits
  /// Whether a read was asked for and waits for the line or for this client to take something.
  private var isReadHeld = false
  private var isClosing = false

  init(_ client: LineClient, _ line: GatewayLine, ownsLine: Bool, _ limits: GatewayLimits) {
    self.client = client
    self.line = line
    self.ownsLine = ownsLine
    self.limits = limits
  }

  // MARK: Coming and going

  func handlerAdded(context: ChannelHandlerContext) { line.want(client) }

  func channelInactive(context: ChannelHandlerContext) {
    line.leave(client)
    if ownsLine { line.end() }
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is LineHasRoom: readOn(context)
    case is LineEnds: close(.goingAway, context)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case NIOWebSocketError.invalidFrameLength,
      NIOWebSocketFrameAggregator.Error.accumulatedFrameSizeIsTooLarge,
      NIOWebSocketFrameAggregator.Error.tooManyFragments:
      close(.messageTooLarge, context)
    case is NIOWebSocketError, is NIOWebSocketFrameAggregator.Error:
      close(.protocolError, context)
    default: context.close(promise: nil)
    }
  }

  /// Says why, and gives the client a moment to hear it: closing at once would take the word back
  /// when the client is still sending.
  private func close(_ code: WebSocketErrorCode, _ context: ChannelHandlerContext) {
    guard !isClosing else { return }
    isClosing = true
    // Nobody waits for the farewell.
    line.leave(client)
    var bytes = context.channel.allocator.buffer(capacity: 2)
    bytes.write(webSocketErrorCode: code)
    let frame = WebSocketFrame(fin: true, opcode: .connectionClose, data: bytes)
    context.writeAndFlush(Self.wrapOutboundOut(frame), promise: nil)
    let channel = context.channel
    context.eventLoop.scheduleTask(in: .milliseconds(limits.farewell)) {
      channel.close(promise: nil)
    }
    readOn(context)
  }

  // MARK: Not more than there is room for

  func read(context: ChannelHandlerContext) {
    if isClosing || context.channel.isWritable && client.hasRoom {
      context.read()
    } else {
      isReadHeld = true
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    readOn(context)
    context.fireChannelWritabilityChanged()
  }

  private func readOn(_ context: ChannelHandlerContext) {
    guard isReadHeld else { return }
    isReadHeld = false
    read(context: context)
  }

  // MARK: Messages

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = Self.unwrapInboundIn(data)
    if frame.opcode == .connectionClose { return closed(context) }
    if isClosing { return }
    guard frame.reservedBits.isEmpty else { return close(.protocolError, context) }
    let bytes = frame.unmaskedData
    if frame.opcode == .text {
      heard(bytes, context)
    } else if frame.opcode == .binary {
      guard line.name.door != .control else { return close(.unacceptableData, context) }
      line.send(bytes, from: client)
    } else if frame.opcode == .ping {
      let pong = WebSocketFrame(fin: true, opcode: .pong, data: bytes)
      context.writeAndFlush(Self.wrapOutboundOut(pong), promise: nil)
    } else if frame.opcode != .pong {
      close(.protocolError, context)
    }
  }

  private func closed(_ context: ChannelHandlerContext) {
    if isClosing { return context.close(promise: nil) }
    isClosing = true
    line.leave(client)
    var bytes = context.channel.allocator.buffer(capacity: 2)
    bytes.write(webSocketErrorCode: .normalClosure)
    let frame = WebSocketFrame(fin: true, opcode: .connectionClose, data: bytes)
    let channel = context.channel
    context.writeAndFlush(Self.wrapOutboundOut(frame)).whenComplete { _ in
      channel.close(promise: nil)
    }
  }

  private func heard(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    guard String(validating: bytes.readableBytesView, as: UTF8.self) != nil else {
      return close(.dataInconsistentWithMessage, context)
    }
    if line.name.door == .control {
      line.send(Self.oneLine(bytes), from: client)
    } else if let asked = try? JSONDecoder().decode(Ask.self, from: Data(bytes.readableBytesView)),
      asked.take
    {
      line.want(client)
    } else {
      client.tell(line.name.misunderstood)
    }
  }

  /// What a client asks of the gateway itself.
  private struct Ask: Decodable {
    let take: Bool
  }

  /// A message as a line: between the parts of JSON a line's end is a blank like any other.
  private static func oneLine(_ bytes: ByteBuffer) -> ByteBuffer {
    var line = ByteBuffer()
    line.writeBytes(
      bytes.readableBytesView.lazy.map { byte -> UInt8 in
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") ? UInt8(ascii: " ") : byte
      })
    line.writeInteger(UInt8(ascii: "\n"))
    return line
  }
}
