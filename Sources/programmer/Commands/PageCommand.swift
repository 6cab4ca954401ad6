import ArgumentParser
import BuiltPage
import ClinicText
import Handheld
import PumpText

/// `programmer page`.
struct PageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "page", abstract: "Write the page with a pump in it, to be opened in a browser.",
    discussion: """
      It is one file with everything inside: a pump in a body, both handhelds, and the bench. It \
      needs no network and no server, and can be mailed.

      Example: programmer page pumplink.html
      """)

  @Argument(
    help: ArgumentHelp("The file to write.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var file: String

  @Flag(help: "Replace the file if it is there already, or write into a pipe or a device.")
  var force = false

  func validate() throws {
    if file.isEmpty { throw ValidationError("Name the file to write.") }
  }

  func run() throws {
    try Verb.run(json: false) {
      guard let bytes = BuiltPage.bytes else {
        throw ProgrammerError(
          .unavailable,
          "this program was built without the page. Nothing was written; run `make page` and build "
            + "it again")
      }
      let place = try ReportWriter(file, isForced: force)
      try place.write(String(decoding: bytes, as: UTF8.self))
      return nil
    }
  }
}
