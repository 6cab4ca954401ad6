import FuzzSupport
import PumpText
import TestSupport

@testable import YamlFiles

/// The settings file: what is taken from it stands there, once, and what is wrong with it has a
/// line.
enum SettingsTarget {
  static func run(_ input: [UInt8]) throws(Broken) {
    guard let text = String(validating: input, as: UTF8.self) else { return }
    let lines = text.utf8.count { $0 == 10 || $0 == 13 } + 1
    let settings: Settings
    do throws(FileProblem) {
      settings = try SettingsReader.parse(text, path: "/etc/pumplink/config.yaml", home: "/nn") {
        $0 == .indication && $1 == "cold" ? QuantityError("“cold” is none") : nil
      }
    } catch {
      return try hold((1...lines + 1).contains(error.line), "line \(error.line) of \(lines)")
    }
    let names = settings.profiles.map(\.name)
    try hold(Set(names).count == names.count, "a profile is there twice")
    try hold(!names.contains(""), "a profile has no name")
    try hold(settings.usual.map(names.contains) ?? true, "a profile that is not there holds")
    try hold(settings.choosing(names.joined() + "?") == nil, "what is not there is chosen")
    try check(settings, in: settings.usual, lines)
    for name in names {
      guard let chosen = settings.choosing(name) else { throw Broken("\(name) cannot be chosen") }
      try check(chosen, in: name, lines)
    }
  }

  private static func check(
    _ settings: Settings, in profile: String?, _ lines: Int
  ) throws(Broken) {
    for setting in Setting.allCases {
      guard let value = settings.value(setting) else { continue }
      try hold(!value.text.isEmpty, "\(setting) is there and says nothing")
      try hold((1...lines + 1).contains(value.line), "\(setting) on line \(value.line)")
      try hold(value.profile == nil || value.profile == profile, "\(setting) of another profile")
      try hold(setting != .indication || value.text != "cold", "a value that is refused is taken")
      let isWhole = value.text.hasPrefix("/") || value.text.contains(":")
      try hold(!setting.isPath || isWhole, "\(setting) is no whole path")
    }
  }

  /// Settings of two pumps.
  static let example = """
    archive: ~/clinic.sqlite
    profile: bedside
    profiles:
      bedside:
        port: /tmp/pump
        card: cards/pump.json
        control: pump.control
      ward:
        port: tcp://127.0.0.1:5900
        indication: spinal
        keylog: "keys"

    """
}
