import ArgumentParser
import CommandEntry
import Handheld

/// `programmer archive`: the archive as a file.
struct ArchiveCommand: VerbGroup {
  static let configuration = CommandConfiguration(
    commandName: "archive", abstract: "Bring the archives of two machines together.",
    discussion: "Example: programmer archive merge other.sqlite",
    subcommands: [ArchiveMerge.self])
}

/// `programmer archive merge`.
struct ArchiveMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Bring what another machine's archive holds into this one.",
    discussion: """
      Nothing is lost and nothing doubled, however often and whichever way round: a visit, an \
      order, a note or a patient that both have is one. Of an order that one of them settled, the \
      outcome is taken over. Where the two contradict each other, that is told, and nothing is \
      merged. The other file is only read, and may be of an earlier version.

      Example: programmer archive merge other.sqlite
      """)

  @Argument(
    help: ArgumentHelp("The other machine's archive.", valueName: "file"), completion: .file())
  var file: String

  @OptionGroup var options: ArchiveReadOptions

  func run() throws {
    try Verb.run(json: options.json) {
      MergeResult(try options.openOrMake().merge(file))
    }
  }
}
