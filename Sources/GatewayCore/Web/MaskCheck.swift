import NIOCore
import NIOWebSocket

/// Lets through what a client may send by RFC 6455, 5.1: frames that are masked.
final class MaskCheck: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias InboundOut = WebSocketFrame

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if Self.unwrapInboundIn(data).maskKey == nil {
      context.fireErrorCaught(NIOWebSocketError.multiByteControlFrameLength)
    } else {
      context.fireChannelRead(data)
    }
  }
}
