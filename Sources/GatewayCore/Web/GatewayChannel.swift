import NIOCore
import NIOHTTP1
import NIOWebSocket

/// How a connection to the gateway is set up.
enum GatewayChannel {
  /// Sets a new connection up for a request.
  static func begin(_ channel: any Channel, _ house: GatewayHouse) -> EventLoopFuture<Void> {
    let isLetIn = house.enter()
    channel.closeFuture.whenComplete { _ in house.leave() }
    return channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      let patience = PatienceHandler(house.limits)
      try pipeline.addHandler(patience)
      guard isLetIn else { return try pipeline.addHandler(FullHandler()) }
      let gatekeeper = house.gatekeeper(port: channel.localAddress?.port ?? 0)
      let page = PageHandler(house, gatekeeper, patience)
      let upgrader = NIOWebSocketServerUpgrader(
        maxFrameSize: house.limits.message, automaticErrorHandling: false,
        shouldUpgrade: { channel, head in
          channel.eventLoop.makeSucceededFuture(Self.acceptance(head, gatekeeper))
        },
        upgradePipelineHandler: { channel, head in Self.open(channel, head, house, gatekeeper) })
      let pageBound = NIOLoopBound(page, eventLoop: channel.eventLoop)
      let patienceBound = NIOLoopBound(patience, eventLoop: channel.eventLoop)
      try pipeline.configureHTTPServerPipeline(
        withServerUpgrade: (
          upgraders: [upgrader],
          completionHandler: { context in
            let pipeline = context.pipeline.syncOperations
            pipeline.removeHandler(pageBound.value, promise: nil)
            pipeline.removeHandler(patienceBound.value, promise: nil)
          }
        ))
      try pipeline.addHandler(page)
    }
  }

  /// The headers that a WebSocket is opened with; `nil` where none is.
  private static func acceptance(
    _ head: HTTPRequestHead, _ gatekeeper: Gatekeeper
  ) -> HTTPHeaders? {
    let request = RequestHead(head)
    guard case .door = gatekeeper.judge(request) else { return nil }
    // One that names protocols fails unless it is told which it has.
    return request.protocols.contains(subprotocol)
      ? ["Sec-WebSocket-Protocol": subprotocol] : HTTPHeaders()
  }

  /// What a client that has its token among the protocols names beside it.
  private static let subprotocol = "pumplink"

  private static func open(
    _ channel: any Channel, _ head: HTTPRequestHead, _ house: GatewayHouse,
    _ gatekeeper: Gatekeeper
  ) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      guard case .door(let door) = gatekeeper.judge(RequestHead(head)),
        let (line, isOwn) = try house.line(door)
      else { throw ChannelError.ioOnClosedChannel }
      if isOwn { channel.closeFuture.whenComplete { _ in house.forget(line) } }
      let limits = house.limits
      let client = LineClient(channel, isPage: !head.headers["origin"].isEmpty, limits)
      let pipeline = channel.pipeline.syncOperations
      try pipeline.addHandler(MaskCheck())
      try pipeline.addHandler(
        NIOWebSocketFrameAggregator(
          minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: limits.fragments,
          maxAccumulatedFrameSize: limits.message))
      try pipeline.addHandler(SocketHandler(client, line, ownsLine: isOwn, limits))
    }
  }
}

/// Tells whoever comes when there is no room for him.
private final class FullHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  func channelActive(context: ChannelHandlerContext) {
    let words = "The gateway has too many connections; close some pages, and try again.\n"
    let answer = """
      HTTP/1.1 503 Service Unavailable\r
      Content-Type: text/plain; charset=utf-8\r
      Content-Length: \(words.utf8.count)\r
      Cache-Control: no-store\r
      Connection: close\r
      \r
      \(words)
      """
    let channel = context.channel
    context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: answer))).whenComplete { _ in
      channel.close(promise: nil)
    }
  }
}
