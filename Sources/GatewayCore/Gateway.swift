import BuiltPage
import NIOCore
import NIOPosix
package import SerialLink

/// What a gateway is started with.
package struct GatewaySetup: Sendable {
  /// Where it listens.
  package var place: LoopbackPlace
  /// The page instead of the one that is in the program.
  package var page: [UInt8]?
  /// The port a pump is at.
  package var port: PortAddress?
  /// The path of a bench's control socket.
  package var control: String?
  /// Where a link to the pump of a page is made.
  package var pumpLink: String?
  /// How much of anything there is room and time for.
  package var limits = GatewayLimits()
  /// Is told what happens to the lines, on threads of theirs.
  package var onEvent: @Sendable (GatewayEvent) -> Void = { _ in }

  /// A gateway at a place, to nothing yet.
  package init(place: LoopbackPlace) { self.place = place }
}

/// A gateway that runs: a page on loopback, and WebSockets from it to a line.
///
/// It knows no card and no protocol: what goes over a line is bytes.
package final class Gateway {
  /// What a browser opens, with the token in it.
  package let url: String
  /// Where it listens.
  package let place: LoopbackPlace
  /// The link to the pump of a page, absolute.
  package let pumpLink: String?
  /// Whether there is a page to hand out.
  package var hasPage: Bool { house.page != nil }
  /// What is said where there is none.
  package static var noPage: String { GatewayHouse.noPage }
  private let house: GatewayHouse
  private let group: MultiThreadedEventLoopGroup
  private let server: any Channel

  /// Starts one. Throws what is wrong with the place or the link.
  package init(_ setup: GatewaySetup) throws(GatewayProblem) {
    house = try Self.house(setup)
    pumpLink = house.pumpLink
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do throws(GatewayProblem) {
      server = try Self.listen(setup.place, group, house)
    } catch {
      house.end()
      try? group.syncShutdownGracefully()
      throw error
    }
    place = LoopbackPlace(
      host: setup.place.host, port: UInt16(clamping: server.localAddress?.port ?? 0))
    url = "http://\(place.authority)/?token=\(house.token.text)"
  }

  /// Tells all clients, closes everything, and takes the link away.
  package func end() {
    try? server.close().wait()
    house.end()
    house.waitUntilEmpty()
    try? group.syncShutdownGracefully()
  }

  private static func house(_ setup: GatewaySetup) throws(GatewayProblem) -> GatewayHouse {
    do throws(SerialError) {
      return try GatewayHouse(
        setup, page: (setup.page ?? BuiltPage.bytes).map { ByteBuffer(bytes: $0) })
    } catch {
      throw GatewayProblem(.unavailable, error.description)
    }
  }

  private static func listen(
    _ place: LoopbackPlace, _ group: MultiThreadedEventLoopGroup, _ house: GatewayHouse
  ) throws(GatewayProblem) -> any Channel {
    do {
      return try ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: 64)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .childChannelOption(.maxMessagesPerRead, value: 1)
        .childChannelInitializer { GatewayChannel.begin($0, house) }
        .bind(host: place.host, port: Int(place.port)).wait()
    } catch {
      let code = (error as? IOError)?.errnoCode
      let reason = code.map { SerialError.listening(at: place.authority, $0).description }
      throw GatewayProblem(.unavailable, reason ?? "\(place.authority): \(error)")
    }
  }
}
