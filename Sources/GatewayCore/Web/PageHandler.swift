import NIOCore
import NIOHTTP1

/// Answers what is no WebSocket: with the page, or with what is wrong. One request a connection.
final class PageHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let house: GatewayHouse
  private let gatekeeper: Gatekeeper
  private let patience: PatienceHandler
  private var head: HTTPRequestHead?
  private var bodyLength = 0
  private var isAnswered = false

  init(_ house: GatewayHouse, _ gatekeeper: Gatekeeper, _ patience: PatienceHandler) {
    self.house = house
    self.gatekeeper = gatekeeper
    self.patience = patience
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isAnswered { return }
    switch Self.unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body(let bytes):
      // It is not wanted, and read so that its sender comes to hear that.
      bodyLength += bytes.readableBytes
      if bodyLength > house.limits.message { context.close(promise: nil) }
    case .end: if let head { answer(head, context) }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A WebSocket that was not opened is answered as any request is.
    if error is HTTPParserError { context.close(promise: nil) }
  }

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    isAnswered = true
    let request = RequestHead(head)
    switch gatekeeper.judge(request) {
    case .page:
      guard let page = house.page else {
        return respond(.notFound, text: GatewayHouse.noPage, head, context)
      }
      // Which charset it is in, it says itself.
      respond(.ok, type: "text/html", page, head, context)
    case .door:
      let words = "This is a WebSocket, and the request does not open one (RFC 6455, version 13)."
      respond(.upgradeRequired, text: words, head, context)
    case .refused(let refused):
      respond(HTTPResponseStatus(statusCode: refused.status), text: refused.words, head, context)
    }
  }

  private func respond(
    _ status: HTTPResponseStatus, text: String, _ head: HTTPRequestHead,
    _ context: ChannelHandlerContext
  ) {
    let bytes = ByteBuffer(string: text + "\n")
    respond(status, type: "text/plain; charset=utf-8", bytes, head, context)
  }

  private func respond(
    _ status: HTTPResponseStatus, type: String, _ bytes: ByteBuffer, _ head: HTTPRequestHead,
    _ context: ChannelHandlerContext
  ) {
    var headers = SecurityHeaders.headers(authority: gatekeeper.authority(of: RequestHead(head)))
    headers.add(name: "Content-Type", value: type)
    headers.add(name: "Content-Length", value: "\(bytes.readableBytes)")
    if status == .methodNotAllowed { headers.add(name: "Allow", value: "GET") }
    if status == .upgradeRequired { headers.add(name: "Upgrade", value: "websocket") }
    let answer = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    patience.answerBegins(context: context)
    context.write(Self.wrapOutboundOut(.head(answer)), promise: nil)
    context.write(Self.wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
    let channel = context.channel
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil))).whenComplete { _ in
      channel.close(promise: nil)
    }
  }
}
