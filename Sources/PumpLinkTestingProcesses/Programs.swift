import FoundationEssentials
import PumpLinkTesting

/// Where programs are.
public enum Programs {
  /// The path of a program: as it is given where that is one, else in the folder that
  /// `PUMPLINK_PROGRAMS` names, beside the tests, and on `PATH`. Throws where there is none.
  public static func path(_ name: String) throws -> String {
    if name.contains("/") { return name }
    let environment = ProcessInfo.processInfo.environment
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let beside = own.flatMap { $0.lastIndex(of: "/").map { end in String(own?[..<end] ?? "") } }
    let folders =
      [environment["PUMPLINK_PROGRAMS"], beside]
      + (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    for folder in folders.compactMap({ $0 }) where !folder.isEmpty {
      let path = "\(folder)/\(name)"
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw BenchProblem(
      "\(name) is neither in the folder that PUMPLINK_PROGRAMS names, nor beside the tests, nor on "
        + "PATH. Name it among the dependencies of the test target, as in "
        + ".product(name: \"\(name)\", package: \"pumplink\"), and it is built along with them")
  }
}

/// A folder of a test's own.
enum TemporaryFolder {
  /// Makes one that only its owner looks into; short, because the path of a socket must be.
  static func make() throws -> String {
    let path = "/tmp/pumplink-kit-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    return path
  }
}
