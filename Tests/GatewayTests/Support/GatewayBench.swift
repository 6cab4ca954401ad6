import Foundation
import GatewayCore
import SerialLink

/// A gateway of a test's own, in this process, and a folder for what is at its far side.
final class GatewayBench {
  let gateway: Gateway
  let folder: String
  var port: UInt16 { gateway.place.port }
  var token: String { String(gateway.url.suffix(32)) }

  static let page = "<!doctype html><title>A page</title>"

  /// `port`, `control` and `pumpLink` are names in the folder, or addresses.
  init(
    port: String? = nil, control: String? = nil, pumpLink: String? = nil, page: String? = page,
    in folder: String? = nil, _ change: (inout GatewaySetup) -> Void = { _ in }
  ) throws {
    let folder = try folder ?? Self.newFolder()
    self.folder = folder
    var setup = GatewaySetup(place: try LoopbackPlace("127.0.0.1:0"))
    setup.port = try port.map {
      try PortAddress($0.contains(":") || $0.hasPrefix("/") ? $0 : "\(folder)/\($0)")
    }
    setup.control = control.map { "\(folder)/\($0)" }
    setup.pumpLink = pumpLink.map { "\(folder)/\($0)" }
    setup.page = page.map { Array($0.utf8) }
    setup.limits.look = 20
    change(&setup)
    gateway = try Gateway(setup)
  }

  deinit {
    gateway.end()
    try? FileManager.default.removeItem(atPath: folder)
  }

  static func newFolder() throws -> String {
    let path = "/tmp/pumplink-gate-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    return path
  }

  func file(_ name: String) -> String { "\(folder)/\(name)" }

  /// Opens a WebSocket, as a tool does that knows the token alone.
  func open(_ door: String) throws -> WebSocketEnd {
    try WebSocketEnd(port: port, "/\(door)?token=\(token)")
  }

  /// Asks for something, as the page's own browser does unless told otherwise.
  func get(_ target: String, host: String? = nil, headers: [String] = []) throws -> HTTPAnswer {
    try HTTPAnswer(
      to: port, ["GET \(target) HTTP/1.1", "Host: \(host ?? "127.0.0.1:\(port)")"] + headers)
  }
}

/// The far side of a port: what a pump has, in the hands of a test.
final class FarEnd {
  private let pty: Pty
  var path: String { pty.path }

  init(_ link: String) throws {
    var pty = try Pty()
    try pty.publish(link: link)
    self.pty = consume pty
  }

  func write(_ bytes: [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      done += try pty.write(bytes.span.extracting(done...))
      if done < bytes.count { try wait(.writable) }
    }
  }

  /// Writes as much as is taken at once; gives how much that was.
  func writeWhatIsTaken(_ bytes: [UInt8]) throws -> Int { try pty.write(bytes) }

  func take(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.count < count {
      try wait(.readable)
      if case .bytes(let count) = try pty.read(into: &buffer) { bytes += buffer.prefix(count) }
    }
    return bytes
  }

  private func wait(_ readiness: Readiness) throws {
    var set = PollSet(capacity: 1)
    set.add(pty.fileDescriptor, readiness)
    guard try set.wait(timeoutMilliseconds: 60_000) > 0 else { throw NothingCame(what: "bytes") }
  }

  /// What is there now.
  func takeWhatIsThere() throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 4096)
    guard case .bytes(let count) = try pty.read(into: &buffer) else { return [] }
    return Array(buffer.prefix(count))
  }
}
