import NIOCore
import NIOWebSocket
import Synchronization

/// A client's WebSocket, as a line's thread sees it.
final class LineClient: Sendable {
  private let channel: any Channel
  private let limits: GatewayLimits
  /// Where it calls from, such as `127.0.0.1:40312`.
  let address: String
  /// Whether it is a page, which says where it is from.
  let isPage: Bool
  /// Bytes of the line that it has not taken.
  private let unread = Atomic(0)
  /// Events that it has not taken, in bytes.
  private let untold = Atomic(0)
  /// Its bytes that the line has not taken.
  private let unsent = Atomic(0)

  init(_ channel: any Channel, isPage: Bool, _ limits: GatewayLimits) {
    self.channel = channel
    self.isPage = isPage
    self.limits = limits
    let place = channel.remoteAddress
    let host = place?.ipAddress ?? "?"
    address = (host.contains(":") ? "[\(host)]" : host) + ":\(place?.port ?? 0)"
  }

  // MARK: From the line

  /// Whether it takes what the line sends. If not, `wakening` is called once it does again.
  var takesMore: Bool { unread.load(ordering: .sequentiallyConsistent) < limits.unread }

  /// Sends it what came from the line.
  func take(_ bytes: ByteBuffer, asText: Bool, then more: @escaping @Sendable () -> Void) {
    let count = bytes.readableBytes
    let most = limits.unread
    unread.add(count, ordering: .sequentiallyConsistent)
    send(WebSocketFrame(fin: true, opcode: asText ? .text : .binary, data: bytes)) { [self] in
      let (before, after) = unread.subtract(count, ordering: .sequentiallyConsistent)
      if before >= most, after < most { more() }
    }
  }

  /// Tells it what happened. One that takes nothing in is given up.
  func tell(_ event: GatewayEvent) {
    let bytes = ByteBuffer(string: event.json)
    let count = bytes.readableBytes
    guard untold.add(count, ordering: .sequentiallyConsistent).newValue < limits.untold else {
      return channel.close(promise: nil)
    }
    send(WebSocketFrame(fin: true, opcode: .text, data: bytes)) { [self] in
      untold.subtract(count, ordering: .sequentiallyConsistent)
    }
  }

  private func send(_ frame: WebSocketFrame, then done: @escaping @Sendable () -> Void) {
    channel.writeAndFlush(frame).whenComplete { _ in done() }
  }

  // MARK: To the line

  /// Counts bytes that it sent.
  func sent(_ count: Int) { unsent.add(count, ordering: .sequentiallyConsistent) }

  /// Counts bytes that the line took, or that were thrown away; where it was kept from sending it
  /// goes on.
  func settled(_ count: Int) {
    let (before, after) = unsent.subtract(count, ordering: .sequentiallyConsistent)
    if before >= limits.unsent, after < limits.unsent {
      channel.pipeline.fireUserInboundEventTriggered(LineHasRoom())
    }
  }

  /// Whether the line has room for what it sends.
  var hasRoom: Bool { unsent.load(ordering: .sequentiallyConsistent) < limits.unsent }

  /// Asks it to go, with a last word.
  func end(_ event: GatewayEvent) {
    tell(event)
    channel.pipeline.fireUserInboundEventTriggered(LineEnds())
  }
}

/// The line has taken what a client sent.
struct LineHasRoom: Sendable {}

/// The gateway ends.
struct LineEnds: Sendable {}
