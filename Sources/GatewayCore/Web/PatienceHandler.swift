import NIOCore

/// Ends a connection that takes longer than a request and its answer may: for the request from the
/// beginning on, and then for the answer.
final class PatienceHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer

  private let limits: GatewayLimits
  private var end: Scheduled<Void>?

  init(_ limits: GatewayLimits) { self.limits = limits }

  func channelActive(context: ChannelHandlerContext) {
    schedule(limits.request, context)
    context.fireChannelActive()
  }

  /// The request has come; now the answer has its time.
  func answerBegins(context: ChannelHandlerContext) { schedule(limits.answer, context) }

  private func schedule(_ milliseconds: Int64, _ context: ChannelHandlerContext) {
    end?.cancel()
    let channel = context.channel
    end = context.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) {
      channel.close(promise: nil)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { end?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    end?.cancel()
    context.fireChannelInactive()
  }
}
