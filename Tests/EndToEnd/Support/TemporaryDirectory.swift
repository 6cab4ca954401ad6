import Foundation

/// A private directory that is removed with everything in it.
final class TemporaryDirectory {
  /// Short, because the path of a socket must be.
  let path: String
  private let isOwn: Bool

  /// Another's directory, which he removes.
  init(of owner: PumpProcess) {
    path = owner.folder
    isOwn = false
  }

  init() throws {
    path = "/tmp/pumplink-\(UUID().uuidString.prefix(12))"
    isOwn = true
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  deinit { if isOwn { try? FileManager.default.removeItem(atPath: path) } }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// The names of everything in it, sorted; the kit's own are hidden.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Copies a file into the directory, its mode too.
  func copy(_ path: String, to name: String) throws {
    try FileManager.default.copyItem(atPath: path, toPath: file(name))
  }

  func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
  }

  func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name))))
  }

  func makeFifo(_ name: String) throws {
    guard unsafe mkfifo(file(name), 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  func makeDirectory(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: file(name), withIntermediateDirectories: false)
  }

  func setPermissions(_ permissions: Int, of name: String) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: permissions], ofItemAtPath: file(name))
  }

  /// Where a link leads.
  func linkTarget(_ name: String) throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: file(name))
  }
}
