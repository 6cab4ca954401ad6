import ArgumentParser
import CommandEntry
import Handheld
import SerialLink
import YamlFiles

/// `programmer config`.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show where port, card and other settings come from.",
    discussion: """
      A flag comes first, then the environment, then the settings file: config.yaml in pumplink \
      under XDG_CONFIG_HOME, else under ~/.config. What it says of a profile holds when that is \
      named by --profile, by PUMPLINK_PROFILE or by the file itself; what stands outside of them \
      holds for every pump. A path that is not absolute begins where the file is.

        archive: ~/clinic.sqlite
        profile: bedside
        profiles:
          bedside:
            port: /tmp/pump
            card: /tmp/pump.card
            control: /tmp/pump.control
          ward:
            port: tcp://127.0.0.1:5900
            card: cards/ward.json
            indication: spinal

      Example: programmer config
      """)

  @Flag(help: "Print the result as one JSON object.")
  var json = false

  func run() throws {
    try Verb.run(json: json) {
      SettingsResult(Settings.current) { setting in
        switch setting {
        case .archive: Archive.path(nil, named: Environment.value)
        case .drugs: "the library of this programmer"
        case .port, .card, .control, .pump, .indication, .keylog: nil
        }
      }
    }
  }
}
