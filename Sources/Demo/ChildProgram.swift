import Clinic
import ClinicText
import Foundation
import Handheld
import PumpText

/// A program of this project, found next to this one.
struct ChildProgram {
  let executable: URL

  /// The directory this program lies in.
  private static var ownDirectory: URL {
    let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: path ?? CommandLine.arguments[0]).deletingLastPathComponent()
  }

  /// A program by its name: next to this one, else anywhere on PATH.
  init(named name: String) throws {
    let search = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let places =
      [Self.ownDirectory]
      + search.split(separator: ":").map {
        URL(fileURLWithPath: String($0))
      }
    let found = places.map { $0.appendingPathComponent(name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    guard let found else {
      throw ProgrammerError(
        .configuration,
        "\(name) is neither next to programmer nor on PATH; build it: swift build --product \(name)"
      )
    }
    executable = found
  }

  /// What a finished program left.
  struct Finished {
    let output: String
    let errors: String
    let code: Int32
  }

  /// Runs the program to its end.
  func run(_ arguments: [String], environment: [String: String]) throws -> Finished {
    let process = Process()
    let output = Pipe()
    let errors = Pipe()
    try start(process, arguments, environment, output, errors)
    // Both fit a pipe's buffer many times over, so they can be read one after the other.
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let words = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Finished(
      output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: words, as: UTF8.self), code: process.terminationStatus)
  }

  /// Starts the program, and gives its first line of output.
  func launch(_ arguments: [String]) throws -> (process: Process, line: String) {
    let process = Process()
    let output = Pipe()
    try start(process, arguments, [:], output, nil)
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let next = output.fileHandleForReading.availableData
      if next.isEmpty { break }
      line.append(next)
    }
    return (process, String(decoding: line, as: UTF8.self))
  }

  private func start(
    _ process: Process, _ arguments: [String], _ environment: [String: String], _ output: Pipe,
    _ errors: Pipe?
  ) throws {
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    if let errors { process.standardError = errors }
    do {
      try process.run()
    } catch {
      throw ProgrammerError(.io, "\(executable.path) could not be started")
    }
  }
}
