import Foundation

/// `PumpFirmwareSim conform`, with the project's programs on its path.
enum Conform {
  /// The words with which `programmer` is judged.
  static let programmer = [
    "--", "programmer", "dose", "{dose}", "--confirm-total", "{total}", "--yes",
  ]

  /// Starts it. Temporary files are made in a folder of the test.
  static func start(
    _ words: [String], in files: TemporaryDirectory, json: Bool = false
  ) throws -> Program {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try Program(
      Program.path("PumpFirmwareSim"), ["conform"] + (json ? ["--json"] : []) + words,
      in: files.path,
      environment: ["PATH": "\(try Program.folder):\(path)", "TMPDIR": files.path])
  }

  /// Runs it to its end.
  static func run(
    _ words: [String], in files: TemporaryDirectory, json: Bool = false
  ) throws -> Finished {
    try start(words, in: files, json: json).wait()
  }

  /// A client of a shell, which is judged in one case.
  static func judge(
    _ script: String, in one: String, _ files: TemporaryDirectory, _ options: [String] = []
  ) throws -> JSON {
    let done = try run(
      ["--only", one] + options + ["--", "/bin/sh", "-c", script], in: files, json: true)
    return done.json.cases.elements.first ?? .null
  }
}
